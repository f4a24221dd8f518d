"""Rooms, sessions with their roles and categories, slots, and releases of the programme."""

from eventapp.agenda.models.hosting import (
    HostedSession,
    ProposalOfTime,
    ProposalOfTimeState,
)
from eventapp.agenda.models.releases import (
    Release,
    TimetableColumns,
    TimetableFile,
)
from eventapp.agenda.models.roles import (
    BEHIND_THE_SCENES,
    ContributorState,
    SessionPart,
    SessionRole,
)
from eventapp.agenda.models.rooms import (
    Room,
    Seating,
    Track,
)
from eventapp.agenda.models.sessions import (
    MOST_PLACES,
    AgendaSession,
    Rule,
    SessionCategory,
    SessionKind,
    SessionRoom,
    SessionRule,
)

__all__ = [
    "BEHIND_THE_SCENES",
    "MOST_PLACES",
    "AgendaSession",
    "ContributorState",
    "HostedSession",
    "ProposalOfTime",
    "ProposalOfTimeState",
    "Release",
    "Room",
    "Rule",
    "Seating",
    "SessionCategory",
    "SessionKind",
    "SessionPart",
    "SessionRole",
    "SessionRoom",
    "SessionRule",
    "TimetableColumns",
    "TimetableFile",
    "Track",
]
