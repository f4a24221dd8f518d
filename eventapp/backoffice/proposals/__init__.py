"""The team's pages about proposals."""
