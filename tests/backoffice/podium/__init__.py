"""Tests of the organisers' page of papers for the podium."""
