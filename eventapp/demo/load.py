"""Loading the demo: the event, its programme and directory, and a living list of registrations."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.accounts.services import users as accounts
from eventapp.agenda import services as agenda
from eventapp.agenda.models import SessionPart
from eventapp.checkin.services import phones as checkin
from eventapp.demo import event as texts
from eventapp.demo import programme
from eventapp.demo.day import conference_day
from eventapp.demo.participants import Directory, registrations
from eventapp.events import services as events
from eventapp.events.models import Category, Event, Role
from eventapp.journal.services import Actor
from eventapp.mail.models import Letter, LetterState
from eventapp.orm import Translated
from eventapp.paths import PACKAGE
from eventapp.people import services as people
from eventapp.people.models import HostLevel, Organisation, OrganisationKind, Person
from eventapp.registration.models import (
    Consent,
    Question,
    QuestionChoice,
    QuestionKind,
)

DEMO = Actor("system", label="demo")
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


def load(session: Session, *, now: datetime, participants: int = 206, seed: int = 2015) -> Loaded:
    """Load the demo conference; the database must hold no event of its name."""
    zone = ZoneInfo("Europe/Berlin")
    day = conference_day(now.astimezone(zone).date())
    event = _event(session, day, zone, now=now)
    groups = _groups(session, event)
    directory = _directory(session, event)
    _programme(session, event, directory, day, zone, now=now)
    _team(session, event, directory, now=now)
    checkin.add_door(session, event, "Haupteingang")
    checkin.add_door(session, event, "Eingang Invalidenstraße", position=1)
    session.flush()
    made = registrations(session, event, groups, directory, participants, seed, now=now)
    session.execute(
        update(Letter)
        .where(Letter.event_id == event.id)
        .values(state=LetterState.SENT, sent_at=Letter.queued_at, attempts=1)
    )
    return Loaded(event, made)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)


def _event(session: Session, day: date, zone: ZoneInfo, *, now: datetime) -> Event:
    event = events.create_event(
        session,
        texts.SLUG,
        texts.TEXTS["title"],
        now=now,
        places=texts.PLACES,
        starts_at=_at(day, time(9, 30), zone),
        ends_at=_at(day, time(16, 30), zone),
        zone=zone.key,
    )
    for name, text in texts.TEXTS.items():
        setattr(event, name, text)
    event.address, event.demo_notice = texts.ADDRESS, texts.NOTICE
    event.registration_opens_at = now - timedelta(days=40)
    event.registration_closes_at = _at(day - timedelta(days=13), time(23, 59), zone)
    event.signed_by = "Katrin Neuschäfer"
    event.contact_email = "tagung@example.org"
    event.contact_phone = "+49 30 000000"
    session.flush()
    return event


def _groups(session: Session, event: Event) -> dict[str, Category]:
    found = {}
    for position, (key, name, description, places, band) in enumerate(texts.GROUPS):
        found[key] = events.add_category(
            session,
            event,
            key,
            name,
            places=places,
            description=description,
            band=band,
            position=position,
        )
    label, hint, choices = texts.RECEPTION
    question = Question(
        event=event, key="reception", kind=QuestionKind.CHOICE, label=label, hint=hint
    )
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
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (PACKAGE / "demo" / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _directory(session: Session, event: Event) -> Directory:
    def members(name: str, kind: OrganisationKind, country: str) -> list[Organisation]:
        return [
            people.add_organisation(
                session,
                event,
                name=row["name"],
                short_name=row["name"].split(" (")[0].removesuffix(" e. V."),
                kind=kind,
                country=country,
                region=row["region"],
            )
            for row in _rows(name)
        ]

    clusters = members("clusters.csv", OrganisationKind.CLUSTER, "DE")
    poles = members("poles.csv", OrganisationKind.POLE, "FR")
    institutions = [
        people.add_organisation(session, event, name=row["name"], country=row["country"])
        for row in _rows("institutions.csv")
    ]
    bmwi = next(one for one in institutions if "(BMWi)" in one.name)
    bmwi.kind, bmwi.short_name = OrganisationKind.MINISTRY, "BMWi"
    dge = people.add_organisation(
        session,
        event,
        name="Direction générale des entreprises, ministère de l’Économie",
        short_name="Direction générale des entreprises",
        kind=OrganisationKind.MINISTRY,
        country="FR",
    )
    session.flush()
    for position, host in enumerate((bmwi, dge)):
        people.add_host(session, event, host, level=HostLevel.HOST, position=position)
    foyer = programme.ROOMS["foyer"][0]
    for position, (name, text) in enumerate(texts.DESKS):
        people.add_desk(session, event, name=name, text=text, place=foyer, position=position)
    return Directory(clusters, poles, institutions, [bmwi, dge])


def _openers(session: Session, event: Event, directory: Directory) -> dict[str, Person]:
    bmwi, dge = directory.hosts
    state_secretary = Translated(
        de="Parlamentarische Staatssekretärin beim Bundesminister für Wirtschaft und Energie",
        fr="Secrétaire d’État parlementaire auprès du ministre fédéral de l’Économie",
        en="Parliamentary State Secretary to the Federal Minister for Economic Affairs",
    )
    deputy = Translated(
        de="Stellvertretender Generaldirektor",
        fr="Directeur général adjoint",
        en="Deputy Director General",
    )
    return {
        "Zypries": people.add_person(
            session,
            event,
            given_name="Brigitte",
            family_name="Zypries",
            organisation=bmwi,
            function=state_secretary,
        ),
        "Gallezot": people.add_person(
            session,
            event,
            given_name="Benjamin",
            family_name="Gallezot",
            organisation=dge,
            function=deputy,
        ),
    }


def _programme(
    session: Session,
    event: Event,
    directory: Directory,
    day: date,
    zone: ZoneInfo,
    *,
    now: datetime,
) -> None:
    rooms = {
        key: agenda.add_room(session, event, name=name, place=place, seats=seats, position=number)
        for number, (key, (name, place, seats)) in enumerate(programme.ROOMS.items())
    }
    openers = _openers(session, event, directory)
    session.flush()
    for planned in programme.SESSIONS:
        when = day - timedelta(days=1) if planned.evening_before else day
        item = agenda.add_session(
            session,
            event,
            title=planned.title,
            kind=planned.kind,
            abstract=planned.abstract,
            now=now - timedelta(days=41),
        )
        item.languages = list(planned.languages)
        item.interpreted_into = list(planned.interpreted_into)
        item.restricted = planned.restricted
        agenda.place_session(
            item,
            room=rooms[planned.room],
            starts_at=_at(when, planned.begins, zone),
            ends_at=_at(when, planned.ends, zone),
            now=now - timedelta(days=41),
        )
        parts = [(openers[name], SessionPart.SPEAKER) for name in planned.people]
        agenda.set_people(session, item, parts)
    session.flush()
    agenda.release(session, event, name="Einladung", by=DEMO, now=now - timedelta(days=40))


def _team(session: Session, event: Event, directory: Directory, *, now: datetime) -> None:
    for name, address, role, language in TEAM:
        user = accounts.add_user(session, address, name=name, language=language, now=now)
        events.give_role(session, event, user, role, now=now)
    officer = accounts.add_user(
        session, "cohost@example.org", name="Bérengère Montreuil", language="fr", now=now
    )
    events.give_role(
        session, event, officer, Role.COHOST, organisation_id=directory.hosts[1].id, now=now
    )


def team(session: Session) -> Sequence[User]:
    """Return the demo's team, the organiser first."""
    addresses = [address for _, address, _, _ in TEAM] + ["cohost@example.org"]
    found = session.scalars(select(User).where(User.email_key.in_(addresses))).all()
    return sorted(found, key=lambda user: addresses.index(user.email_key))
