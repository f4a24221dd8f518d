"""Who contributes to the programme: from the invitation to the arrival, and what still lacks."""
