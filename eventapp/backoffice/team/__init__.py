"""Who runs the event, and the directory."""
