"""What is read about contributors and what they hand out."""
