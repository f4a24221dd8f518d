"""The first page: numbers, what is to do, who did what."""
