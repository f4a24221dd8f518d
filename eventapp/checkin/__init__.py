"""Doors: enrolled devices, append-only scans, one admission a badge, live counts."""
