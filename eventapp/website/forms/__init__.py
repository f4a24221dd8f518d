"""What visitors and participants type."""
