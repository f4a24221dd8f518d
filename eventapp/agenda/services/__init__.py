"""Changing the draft of the programme, releasing it, bringing one in from a file."""

from eventapp.agenda.services.announcing import (
    Announcement,
    PersonConcerned,
    announce,
    concerned,
    email_to,
    lines_of,
    prepare_announcement,
)
from eventapp.agenda.services.ending import (
    cancel_session,
    check_may_delete,
    delete_session,
    restore_session,
)
from eventapp.agenda.services.ordering import behind, move_down, move_up
from eventapp.agenda.services.releasing import (
    Outlook,
    PreparedRelease,
    outlook,
    outlook_back,
    outlook_of,
    prepare,
    prepare_again,
    release,
    release_part,
    show_again,
    unreleased,
)
from eventapp.agenda.services.rooms import RoomChange, add_room, change_room, room_called
from eventapp.agenda.services.session_change import SLOT, RoleChange, SessionChange
from eventapp.agenda.services.sessions import Times, add_session, change_session, move_sessions
from eventapp.agenda.services.tracks import TrackChange, add_track, change_track

__all__ = [
    "SLOT",
    "Announcement",
    "Outlook",
    "PersonConcerned",
    "PreparedRelease",
    "RoleChange",
    "RoomChange",
    "SessionChange",
    "Times",
    "TrackChange",
    "add_room",
    "add_session",
    "add_track",
    "announce",
    "behind",
    "cancel_session",
    "change_room",
    "change_session",
    "change_track",
    "check_may_delete",
    "concerned",
    "delete_session",
    "email_to",
    "lines_of",
    "move_down",
    "move_sessions",
    "move_up",
    "outlook",
    "outlook_back",
    "outlook_of",
    "prepare",
    "prepare_again",
    "prepare_announcement",
    "release",
    "release_part",
    "restore_session",
    "room_called",
    "show_again",
    "unreleased",
]
