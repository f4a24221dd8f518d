"""Tests of data protection."""
