"""Uploaded files: portraits, logos and materials, judged by content and kept beside the tables."""
