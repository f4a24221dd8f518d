"""The team's pages about texts in every language."""
