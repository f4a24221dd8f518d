"""Who did what to what and when. Imports nobody: actor and object are plain values."""
