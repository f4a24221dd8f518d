"""Tests of the demo conference."""
