"""What a host's representatives do for it, and organisers in their stead."""
