"""Opening contingents to all."""
