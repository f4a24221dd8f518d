"""Papers for the podium."""
