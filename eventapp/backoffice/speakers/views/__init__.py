"""Pages of contributors."""
