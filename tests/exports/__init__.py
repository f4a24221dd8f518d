"""Tests of lists to download."""
