"""What contributors say beside their texts: technology, travel, needs, translations, consents."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import lock_row
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor

PRIVATE = ("travel", "access_needs")
"""Fields of which the activity log says that they changed, and not what stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDetailsChange:
    """What a contributor says of the talk, the journey and the translations."""

    technical_needs: str | None = None
    """Empty: nothing is needed; None: not answered yet."""
    without_slides: bool = False
    travel: str = ""
    access_needs: str = ""
    """For the care team alone."""
    translate_into: tuple[str, ...] = ()
    """Languages into which the team translates the person's texts."""

    @classmethod
    def of(cls, contributor: Contributor) -> "OwnDetailsChange":
        """Return what was said so far."""
        return cls(
            technical_needs=contributor.technical_needs,
            without_slides=contributor.without_slides,
            travel=contributor.travel,
            access_needs=contributor.access_needs,
            translate_into=tuple(contributor.translate_into),
        )


def change_details(
    session: Session,
    contributor: Contributor,
    change: OwnDetailsChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of what was said. Raises ChangedByBoth (`changes.merged`)."""
    lock_row(session, contributor)
    before = OwnDetailsChange.of(contributor)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    changes.write(contributor, after, translate_into=list(after.translate_into))
    session.flush()
    about = _about(session, contributor)
    different = changes.differences(before, after)
    differing = {name: pair for name, pair in different.items() if name not in PRIVATE}
    facts = {**differing, "fields": sorted({*different} & {*PRIVATE})}
    record(session, "details-given", about, by=by, now=now, changes=facts)


def answer_consents(
    session: Session,
    contributor: Contributor,
    *,
    recording: bool | None,
    photographs: bool | None,
    by: Actor,
    now: datetime,
) -> None:
    """Note the person's own answers about recording and photographs; no is as good as yes."""
    lock_row(session, contributor)
    before = contributor.recording, contributor.photographs
    if (recording, photographs) == before:
        return
    contributor.recording, contributor.photographs = recording, photographs
    contributor.consented_at = now
    session.flush()
    pairs = {"recording": [before[0], recording], "photographs": [before[1], photographs]}
    facts = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    record(
        session, "consents-answered", _about(session, contributor), by=by, now=now, changes=facts
    )


def _about(session: Session, contributor: Contributor) -> Object:
    person = session.get_one(Person, contributor.person_id)
    return Object("contributors", person.id, person.full_name, contributor.event_id)
