"""Loading the demo: the event, its programme and directory, and a living list of registrations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.accounts.services import users as accounts
from eventapp.agenda.queries import with_sign_up
from eventapp.badges import services as badges
from eventapp.demo import event as texts
from eventapp.demo.agenda import load_programme
from eventapp.demo.cohosts import (
    COHOST,
    load_delegation,
    load_presence,
    load_representatives,
    one_invitation_returned,
)
from eventapp.demo.day import conference_day
from eventapp.demo.directory import load_directory
from eventapp.demo.entrances import load_entrances
from eventapp.demo.participants import Directory, registrations
from eventapp.demo.places import load_places, load_substitution
from eventapp.demo.proposals import load_proposals
from eventapp.demo.texts import review_texts
from eventapp.events import services as events
from eventapp.events.models import Category, Event, Role
from eventapp.events.services import CategoryChange
from eventapp.journal.services import SYSTEM, Actor
from eventapp.mail.models import Email, EmailState
from eventapp.registration.models import (
    Consent,
    Question,
    QuestionChoice,
    QuestionKind,
    Registration,
    State,
)
from eventapp.registration.services import session_places

WAIT_FOR_SESSION = 3
"""How many more want a place at a session than it has."""

UNKNOWN_MAILBOX = "550 5.1.1 mailbox unknown"
TEAM = (
    ("Katrin Neuschäfer", "organiser@example.org", Role.ORGANISER, "de"),
    ("Jonas Thiel", "agenda@example.org", Role.AGENDA, "de"),
    ("Amélie Roussel", "desk@example.org", Role.DESK, "fr"),
    ("Per Lindqvist", "door@example.org", Role.GATE, "en"),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded."""

    event: Event
    registrations: int


def load(
    session: Session,
    *,
    now: datetime,
    participants: int = 208,
    seed: int = 2015,
    media: Path | None = None,
) -> Loaded:
    """Load the demo conference; the database must hold no event of its name.

    Portraits go to the folder of uploaded files; without one there are none.
    """
    zone = ZoneInfo("Europe/Berlin")
    day = conference_day(now.astimezone(zone).date())
    event = _event(session, day, zone, now=now)
    categories = _categories(session, event, now=now)
    directory = load_directory(session, event, by=SYSTEM, now=now)
    organiser, editor = _team(session, event, directory, now=now)
    load_programme(session, event, directory, day, zone, by=editor, now=now, media=media)
    load_entrances(session, event, by=organiser, now=now)
    session.flush()
    made = registrations(
        session, event, categories, directory, participants, seed, organiser=organiser, now=now
    )
    _some_choose_sessions(session, event, made, now=now)
    load_presence(session, event, directory.hosts[1], by=organiser, now=now)
    load_delegation(session, event, directory.hosts[1], made, by=organiser, now=now)
    load_places(session, event, by=organiser, now=now)
    load_substitution(session, event, by=organiser, now=now)
    load_proposals(session, event, organiser, editor, now=now)
    review_texts(session, event, by=editor, now=now)
    _emails_went_out(session, event, made)
    one_invitation_returned(session)
    return Loaded(event, len(made))


def _some_choose_sessions(
    session: Session, event: Event, made: Sequence[Registration], *, now: datetime
) -> None:
    """Sign every fourth participant up for what has a sign-up, until a few wait."""
    coming = [guest for guest in made if guest.state is State.CONFIRMED][1::4]
    for item in with_sign_up(session, event):
        if item.starts_at is None or item.starts_at <= now:
            continue
        those = coming[: (item.places or 0) + WAIT_FOR_SESSION]
        for behind, registration in enumerate(those):
            who = Actor("participant", registration.id, registration.reference)
            when = now - timedelta(minutes=7 * (len(those) - behind))
            session_places.sign_up(session, registration, event, item.public_id, by=who, now=when)


def _emails_went_out(session: Session, event: Event, made: Sequence[Registration]) -> None:
    """Let all e-mails have been sent; one came back from somebody who never opened the link."""
    session.execute(
        update(Email)
        .where(Email.event_id == event.id)
        .values(state=EmailState.SENT, sent_at=Email.queued_at, attempts=1)
    )
    silent = [
        registration
        for registration in made
        if registration.state is State.CONFIRMED and registration.link_opened_at is None
    ]
    if silent:
        first = select(func.min(Email.id)).where(
            Email.event_id == event.id, Email.to_address == silent[0].email
        )
        session.execute(
            update(Email)
            .where(Email.id == first.scalar_subquery())
            .values(state=EmailState.BOUNCED, sent_at=None, trouble=UNKNOWN_MAILBOX)
        )


def print_first_badges(session: Session, event: Event, keys: Path, *, now: datetime) -> None:
    """Issue the codes, and print the badges of the pôles before the one correction."""
    issued = now - timedelta(days=2)
    badges.issue_missing(session, event, keys, now=issued)
    faces = badges.faces(session, event, chosen="all", category="poles")
    if faces:
        badges.mark_printed(
            session, event, faces, layout="a6x4", chosen="all", by=TEAM[0][0], now=issued
        )


def _event(session: Session, day: date, zone: ZoneInfo, *, now: datetime) -> Event:
    opened = now.astimezone(zone).date() - timedelta(days=40)
    change = replace(
        texts.EVENT,
        address=texts.ADDRESS,
        places=texts.PLACES,
        starts_at=datetime.combine(day, time(9, 30)),
        ends_at=datetime.combine(day, time(16, 30)),
        zone=zone.key,
        registration_opens_at=datetime.combine(opened, time(9)),
        registration_closes_at=datetime.combine(day - timedelta(days=13), time(23, 59)),
    )
    event = events.create_event(session, texts.SLUG, change, by=SYSTEM, now=now)
    event.demo_notice = texts.NOTICE
    session.flush()
    return event


def _categories(session: Session, event: Event, *, now: datetime) -> dict[str, Category]:
    categories = {}
    for key, name, description, places, band in texts.GROUPS:
        colleagues, plus_ones = texts.BESIDE.get(key, (0, 0))
        change = CategoryChange(
            name=name,
            places=places,
            description=description,
            band=band,
            colleagues=colleagues,
            plus_ones=plus_ones,
        )
        categories[key] = events.add_category(session, event, change, key=key, by=SYSTEM, now=now)
    label, hint, choices = texts.RECEPTION
    question = Question(
        event=event, key="reception", kind=QuestionKind.CHOICE, label=label, hint=hint
    )
    question.only_for = [categories[key] for key in texts.INVITED]
    session.add(question)
    for position, (key, words) in enumerate(choices):
        session.add(QuestionChoice(question=question, key=key, label=words, position=position))
    for position, (key, text, note, required) in enumerate(texts.CONSENTS):
        session.add(
            Consent(
                event=event, key=key, text=text, hint=note, required=required, position=position
            )
        )
    session.flush()
    return categories


def _team(
    session: Session, event: Event, directory: Directory, *, now: datetime
) -> tuple[Actor, Actor]:
    """Let the team work on the event; return who organises and who edits the programme."""
    actors = []
    for name, address, role, language in TEAM:
        user = accounts.add_user(session, address, name=name, language=language, now=now)
        events.give_role(session, event, user, role, now=now)
        session.flush()
        actors.append(Actor("user", user.id, name))
    load_representatives(session, event, directory.hosts[1], now=now)
    return actors[0], actors[1]


def team(session: Session) -> Sequence[User]:
    """Return the demo's team, the organiser first."""
    addresses = [address for _, address, _, _ in TEAM] + [COHOST]
    users = session.scalars(select(User).where(User.email_key.in_(addresses))).all()
    return sorted(users, key=lambda user: addresses.index(user.email_key))
