"""Changing the draft of the programme, releasing it, bringing one in from a file."""

from eventapp.agenda.services.draft import (
    add_room,
    add_session,
    choose_people,
    move,
    place_session,
    release,
    set_people,
    unreleased,
)

__all__ = [
    "add_room",
    "add_session",
    "choose_people",
    "move",
    "place_session",
    "release",
    "set_people",
    "unreleased",
]
