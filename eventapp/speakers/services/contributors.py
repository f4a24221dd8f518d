"""Everybody with a part in the programme is a contributor, and stays one with what was agreed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionRole
from eventapp.events.models import Event
from eventapp.languages import FIRST, LANGUAGES
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor

SETTLED_APART = ("id", "person_id", "event_id", "version", "language")
"""What the one that stays keeps when two contributors become one."""

CONSENTS = ("recording", "photographs")
"""What the person alone answers: of two answers the later one counts."""

WRITTEN = ("technical_needs", "travel", "access_needs", "team_note")
"""What is read by people: of two texts both are kept, as far as they fit."""


def keep_up(session: Session, event: Event) -> None:
    """Let everybody who has a part in the programme be a contributor of the event."""
    session.flush()
    known = select(Contributor.person_id).where(Contributor.event_id == event.id)
    missing = select(Person).where(
        Person.event_id == event.id,
        Person.id.in_(select(SessionRole.person_id).where(SessionRole.person_id.is_not(None))),
        Person.id.not_in(known),
    )
    for person in session.scalars(missing.order_by(Person.id)).all():
        add_contributor(session, person)


def add_contributor(session: Session, person: Person) -> Contributor:
    """Let somebody be a contributor, written to in the first of their languages that we speak."""
    spoken = next((code for code in person.languages if code in LANGUAGES), FIRST)
    contributor = Contributor(person=person, event_id=person.event_id, language=spoken)
    session.add(contributor)
    session.flush()
    return contributor


def unite(session: Session, kept: Person, gone: Person) -> None:
    """Make one contributor of two whose persons become one: what only one says is kept.

    Links of either stay good only as far as neither was revoked.
    """
    rows = select(Contributor).where(Contributor.person_id.in_((kept.id, gone.id)))
    by_person = {row.person_id: row for row in session.scalars(rows)}
    if len(by_person) < len((kept, gone)):
        return
    stays, goes = by_person[kept.id], by_person[gone.id]
    _unite_consents(stays, goes)
    _unite_texts(stays, goes)
    for column in Contributor.__table__.columns:
        if column.name in (*SETTLED_APART, *CONSENTS, *WRITTEN):
            continue
        ours, theirs = getattr(stays, column.name), getattr(goes, column.name)
        if column.name.endswith("_generation"):
            setattr(stays, column.name, max(ours, theirs))
        elif isinstance(ours, bool):
            setattr(stays, column.name, _of_both(column.name, ours=ours, theirs=theirs))
        elif ours in (None, "", []) and theirs is not None:
            setattr(stays, column.name, theirs)
    session.delete(goes)
    session.flush()


def _unite_consents(stays: Contributor, goes: Contributor) -> None:
    """Keep the later answer to each consent; where nobody knows which it is, a no."""
    ours, theirs = stays.consented_at, goes.consented_at
    for name in CONSENTS:
        answers = getattr(stays, name), getattr(goes, name)
        if answers[0] is None:
            setattr(stays, name, answers[1])
        elif answers[1] is not None and (ours is None or theirs is None or ours == theirs):
            setattr(stays, name, all(answers))
        elif answers[1] is not None and ours is not None and theirs is not None and theirs > ours:
            setattr(stays, name, answers[1])
    stays.consented_at = max(filter(None, (ours, theirs)), default=None)


def _unite_texts(stays: Contributor, goes: Contributor) -> None:
    for name in WRITTEN:
        ours, theirs = getattr(stays, name), getattr(goes, name)
        both = "\n".join(dict.fromkeys(filter(None, (ours, theirs))))
        if len(both) <= Contributor.__table__.c[name].type.length:  # type: ignore[attr-defined]
            setattr(stays, name, both or (theirs if ours is None else ours))


def _of_both(name: str, *, ours: bool, theirs: bool) -> bool:
    """Return a switch of both: nobody is written to who asked not to be."""
    return (ours and theirs) if name == "copies" else (ours or theirs)
