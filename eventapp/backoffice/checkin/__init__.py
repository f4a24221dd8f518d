"""Entrances, devices, live counts."""
