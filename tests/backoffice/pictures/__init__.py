"""Tests of portraits and logos in the organisers' area."""
