"""Pages of the directory beside the forms of its records."""
