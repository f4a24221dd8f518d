"""Tests of the scanner page and what devices know."""
