"""Badge identity and codes, print runs: one signed code per holder of a place."""
