"""The programme: rooms, tracks, sessions and roles on them, slots, releases, clashes, feeds."""
