"""Forms that several faces show, one module a record."""
