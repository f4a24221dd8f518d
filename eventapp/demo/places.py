"""The demo's contributors as participants, and one who was replaced this morning."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionPart, SessionRole
from eventapp.demo.contributors import NOTE
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.people.models import Person, PublicBasis
from eventapp.people.services import PersonChange, add_person
from eventapp.registration import queries
from eventapp.registration.models import HandTask, PlaceAfter
from eventapp.registration.services import contributors, substitutions
from eventapp.workflows.substitution import QUIET, Wish, substitute, tick

FORMER, SUCCESSOR = "Martineau", ("Anouk", "Perrin")
"""Who was announced, and who comes; both are invented."""


def load_places(session: Session, event: Event, *, by: Actor, now: datetime) -> None:
    """Give a place to everybody who accepted; the real openers have no address."""
    agreed = now - timedelta(days=18)
    for person in queries.without_place(session, event):
        admission = contributors.admit(session, event, person, by=by, now=agreed)
        contributors.tell_admitted(session, event, admission, now=agreed)


def load_substitution(session: Session, event: Event, *, by: Actor, now: datetime) -> None:
    """Let one contributor be replaced two hours ago; badge and name tent wait to be printed."""
    statement = (
        select(SessionRole, AgendaSession, Person)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .join(Person, Person.id == SessionRole.person_id)
        .where(AgendaSession.event_id == event.id, Person.family_name == FORMER)
        .where(SessionRole.part == SessionPart.SPEAKER)
    )
    _role, item, former = session.execute(statement).unique().one()
    before = now - timedelta(hours=2)
    given, family = SUCCESSOR
    change = PersonChange(
        given_name=given,
        family_name=family,
        email=f"{given}.{family}@example.org".lower(),
        organisation=former.organisation.name if former.organisation else "",
        languages=["fr"],
        basis=PublicBasis.ORGANISER,
        basis_note=NOTE,
    )
    successor = add_person(session, event, change, by=by, now=before)
    wish = Wish(
        former=former,
        part=SessionPart.SPEAKER,
        successor=successor,
        reason="Zug fällt aus",
        place=PlaceAfter.CANCELLED,
    )
    made = substitute(session, event, item, wish, by=by, now=before)
    substitutions.settle(session, event, made, by=by, now=before + QUIET)
    tick(session, made, [HandTask.MODERATOR.value])
