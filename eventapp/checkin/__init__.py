"""Doors: enrolled phones, append-only scans, one admission a badge, live counts."""
