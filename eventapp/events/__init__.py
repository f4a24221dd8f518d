"""The event itself: names, days, venue, zone, deadlines, categories; who may do what in it."""
