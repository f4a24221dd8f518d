"""Pages of registration: by attendees, by those who are invited, by whom they bring along."""
