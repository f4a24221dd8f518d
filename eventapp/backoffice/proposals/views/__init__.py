"""The list of proposals, one proposal, and the call for them."""
