"""Data protection across all features: what is held about a person, and taking it out again."""
