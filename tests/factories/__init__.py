"""Builders of valid rows for tests: typed, no surprises."""
