"""Addresses the organisers' area had before."""
