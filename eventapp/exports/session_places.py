"""Who signed up for a session as CSV: UTF-8 with BOM for Excel, columns named by stable keys."""

import csv
import io

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.exports.registrations import safe_cell
from eventapp.registration.models import SessionPlaceState
from eventapp.registration.queries import signed_up

COLUMNS = (
    *("state", "position", "reference", "title", "given_name", "family_name"),
    *("organisation", "email", "language", "signed_up_at"),
)


def as_csv(session: Session, item: AgendaSession) -> bytes:
    """Return who has a place, by name, then who waits, in order with the rank."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    rank = 0
    for place in signed_up(session, item):
        registration, waits = place.registration, place.state is SessionPlaceState.WAITING
        rank += waits
        cells = (
            *(
                place.state.value,
                str(rank) if waits else "",
                registration.reference,
                registration.title,
            ),
            *(
                registration.given_name,
                registration.family_name,
                registration.organisation_name,
                registration.email or "",
            ),
            *(registration.language, place.signed_up_at.isoformat(timespec="seconds")),
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return ("\ufeff" + target.getvalue()).encode()
