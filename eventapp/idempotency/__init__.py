"""Answers kept under their keys: a repeated send answers as the first did."""
