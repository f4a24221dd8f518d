"""Badges and print runs."""
