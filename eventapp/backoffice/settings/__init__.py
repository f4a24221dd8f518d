"""The event itself."""
