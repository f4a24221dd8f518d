"""The pages about registrations."""
