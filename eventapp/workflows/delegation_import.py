"""A table of people whom a host invites: looked at row by row, then invited all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.errors import Refusal, Sentence
from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor
from eventapp.people.columns import cells_of
from eventapp.people.models import Organisation
from eventapp.registration.errors import InvitedAlready
from eventapp.registration.guest_tables import guest_of
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange

MOST = 300
"""People of one table: as many as a list that is pasted holds."""


@dataclass(frozen=True, slots=True)
class GuestOfTable:
    """One row of a table, and whether the person can be invited."""

    number: int
    """As a sheet counts, the heads being 1."""
    guest: InvitationChange
    why: Sentence | None = None
    """Why not."""


def outlook(
    session: Session,
    event: Event,
    category: Category,
    host: Organisation,
    table: Sequence[Sequence[str]],
    places: Mapping[str, int],
    *,
    language: str,
    now: datetime,
) -> list[GuestOfTable]:
    """Return what becomes of each row below the heads; nothing is written."""
    seen, rows = set[str](), list[GuestOfTable]()
    for number, row in enumerate(table, 2):
        cells = cells_of(row, places)
        if not cells:
            continue
        guest, why = guest_of(cells, language=language), None
        try:
            key = key_of(checked(guest.email))
            why = InvitedAlready().sentence if key in seen else None
            seen.add(key)
        except Refusal as refusal:
            why = refusal.sentence
        rows.append(GuestOfTable(number, guest, why))
    fit = [row for row in rows if row.why is None]
    written = invitations.written_to(event, category, [row.guest for row in fit], host, now=now)
    refused = invitations.refused(session, event, written)
    reasons = {fit[place].number: refusal.sentence for place, refusal in refused.items()}
    return [GuestOfTable(row.number, row.guest, row.why or reasons.get(row.number)) for row in rows]


def bring_in(
    session: Session,
    event: Event,
    category: Category,
    host: Organisation,
    rows: Sequence[GuestOfTable],
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Invite everybody of a table who can be invited; return how many."""
    guests = [row.guest for row in rows if row.why is None][:MOST]
    if not guests:
        return 0
    written = invitations.written_to(event, category, guests, host, now=now)
    for refusal in invitations.invite_all(session, event, written, by=by, now=now).values():
        raise refusal
    return len(guests)
