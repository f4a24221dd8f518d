"""Who someone is: users, sign-in by link or password, second factor, invitations, API tokens."""
