"""Registrations: the table, one of them, acts on many."""
