"""Tests of podium."""
