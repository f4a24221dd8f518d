"""What contributors need to take part: for the care team alone."""
