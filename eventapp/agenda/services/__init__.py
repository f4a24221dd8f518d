"""Changing the draft of the programme, releasing it, bringing one in from a file."""

from eventapp.agenda.services.announcing import Told, announce, concerned, letter_to, lines_of
from eventapp.agenda.services.draft import (
    add_room,
    add_session,
    add_track,
    choose_people,
    move,
    place_session,
    set_people,
    set_sign_up,
)
from eventapp.agenda.services.edits import note_edit, note_fields, stamp, written
from eventapp.agenda.services.ending import cancel_session, delete_session, restore_session
from eventapp.agenda.services.releasing import (
    Outlook,
    outlook,
    outlook_back,
    outlook_of,
    release,
    show_again,
    unreleased,
)
from eventapp.agenda.services.structure import (
    put_in_block,
    release_talks,
    set_further_rooms,
    set_kind,
    set_rules,
    shift_talks,
)

__all__ = [
    "Outlook",
    "Told",
    "add_room",
    "add_session",
    "add_track",
    "announce",
    "cancel_session",
    "choose_people",
    "concerned",
    "delete_session",
    "letter_to",
    "lines_of",
    "move",
    "note_edit",
    "note_fields",
    "outlook",
    "outlook_back",
    "outlook_of",
    "place_session",
    "put_in_block",
    "release",
    "release_talks",
    "restore_session",
    "set_further_rooms",
    "set_kind",
    "set_people",
    "set_rules",
    "set_sign_up",
    "shift_talks",
    "show_again",
    "stamp",
    "unreleased",
    "written",
]
