"""Acts on registrations: places, sign-up, the waiting list, changes, cancellation."""
