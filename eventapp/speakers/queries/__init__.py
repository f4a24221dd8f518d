"""What is read about contributors, what they hand out, and what was proposed."""
