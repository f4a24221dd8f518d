"""What programs send and get, as schemas."""
