"""Lists to take away, one module a list."""
