"""Changing the draft of the programme, releasing it, bringing one in from a file."""

from eventapp.agenda.services.announcing import (
    Announcement,
    Told,
    announce,
    concerned,
    letter_to,
    lines_of,
    prepare_announcement,
)
from eventapp.agenda.services.draft import (
    add_session,
    choose_people,
    move,
    place_session,
    set_people,
    set_sign_up,
)
from eventapp.agenda.services.edits import note_edit, note_fields, stamp, written
from eventapp.agenda.services.ending import cancel_session, delete_session, restore_session
from eventapp.agenda.services.ordering import behind, move_down, move_up
from eventapp.agenda.services.releasing import (
    Outlook,
    Prepared,
    outlook,
    outlook_back,
    outlook_of,
    prepare,
    prepare_again,
    release,
    show_again,
    unreleased,
)
from eventapp.agenda.services.rooms import RoomChange, add_room, change_room, room_called
from eventapp.agenda.services.structure import (
    put_in_block,
    release_talks,
    set_further_rooms,
    set_kind,
    set_rules,
    shift_talks,
)
from eventapp.agenda.services.tracks import TrackChange, add_track, change_track

__all__ = [
    "Announcement",
    "Outlook",
    "Prepared",
    "RoomChange",
    "Told",
    "TrackChange",
    "add_room",
    "add_session",
    "add_track",
    "announce",
    "behind",
    "cancel_session",
    "change_room",
    "change_track",
    "choose_people",
    "concerned",
    "delete_session",
    "letter_to",
    "lines_of",
    "move",
    "move_down",
    "move_up",
    "note_edit",
    "note_fields",
    "outlook",
    "outlook_back",
    "outlook_of",
    "place_session",
    "prepare",
    "prepare_again",
    "prepare_announcement",
    "put_in_block",
    "release",
    "release_talks",
    "restore_session",
    "room_called",
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
