"""Acts on accounts: users with their links, sign-ins and tokens; passwords and codes."""
