"""The directory in the organisers' area."""
