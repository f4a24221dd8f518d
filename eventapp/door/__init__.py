"""The scanner: its page and the API of devices."""
