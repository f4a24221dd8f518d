"""Pages that span features: public ones, a participant's own, the back office."""
