"""Changing the draft of the programme, releasing it, bringing one in from a file."""

from eventapp.agenda.services.draft import (
    add_room,
    add_session,
    add_track,
    choose_people,
    move,
    place_session,
    release,
    set_people,
    unreleased,
)
from eventapp.agenda.services.ending import cancel_session, delete_session, restore_session

__all__ = [
    "add_room",
    "add_session",
    "add_track",
    "cancel_session",
    "choose_people",
    "delete_session",
    "move",
    "place_session",
    "release",
    "restore_session",
    "set_people",
    "unreleased",
]
