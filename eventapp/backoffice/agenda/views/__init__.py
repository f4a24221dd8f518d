"""The pages about the programme."""
