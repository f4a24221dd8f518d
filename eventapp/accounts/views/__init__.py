"""Pages to sign in and out and to secure one's account."""
