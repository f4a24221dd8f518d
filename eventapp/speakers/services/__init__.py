"""What is written about contributors and proposals; nothing here commits."""
