"""Codes that open a category."""
