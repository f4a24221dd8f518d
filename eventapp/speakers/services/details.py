"""What the organisers keep about a contributor: language, the day details are due, a note."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events.models import Event
from eventapp.events.revision import hold
from eventapp.journal.services import Actor, note_change
from eventapp.orm import lock_row
from eventapp.speakers.models import Contributor
from eventapp.speakers.services.posting import about


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorChange:
    """What organisers edit of a contributor besides the directory's entry."""

    language: str
    answer_by: date | None = None
    details_by: date | None = None
    team_note: str = ""

    @classmethod
    def of(cls, contributor: Contributor) -> "ContributorChange":
        """Return a contributor as they stand."""
        return changes.read(cls, contributor)


def change_contributor(
    session: Session,
    event: Event,
    contributor: Contributor,
    change: ContributorChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new. Raises ChangedByBoth (`changes.merged`)."""
    hold(session, event.id)
    lock_row(session, contributor)
    before = ContributorChange.of(contributor)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    changes.write(contributor, after)
    session.flush()
    note_change(session, about(contributor), before, after, by=by, now=now)
