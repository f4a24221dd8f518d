"""The test suite: real database, real pages, real browser."""
