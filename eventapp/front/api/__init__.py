"""JSON for programs, `/api/v1`: one token, one event. Its description is made of what is here."""
