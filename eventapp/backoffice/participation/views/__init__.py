"""Pages of contributors' places, and of who takes another's place."""
