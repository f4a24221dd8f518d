"""Contributors in the organisers' area: who they are, what is missing, what is written to them."""
