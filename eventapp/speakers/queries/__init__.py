"""What is read about contributors."""
