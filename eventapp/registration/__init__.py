"""Sign-up to cancellation: places, waiting list, questions, consents, a participant's own page."""
