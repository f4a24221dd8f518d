"""What is written about contributors; nothing here commits."""
