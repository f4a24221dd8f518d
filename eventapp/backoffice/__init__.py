"""The organisers' area, one folder a subject."""
