"""Places of contributors: who has one, who lacks one, and what becomes of those left over."""
