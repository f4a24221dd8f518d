"""Loading the demo: the event, its programme and directory, and a living list of registrations."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventapp.accounts import services as accounts
from eventapp.accounts.models import User
from eventapp.agenda import services as agenda
from eventapp.agenda.models import SessionPart
from eventapp.checkin import services as checkin
from eventapp.demo import event as texts
from eventapp.demo import programme
from eventapp.demo.day import conference_day
from eventapp.demo.names import Draw
from eventapp.events import services as events
from eventapp.events.models import Category, Event, Role
from eventapp.folding import fold
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
    Registration,
    Source,
    State,
)
from eventapp.registration.services import changes, sign_up
from eventapp.registration.services.sign_up import Details

DEMO = Actor("system", label="demo")
SHARES = (("members", 96, "de"), ("poles", 43, "fr"), ("public", 33, "de"), ("guests", 34, "de"))
"""Of 206 registrations: group, how many, which language most of them write in."""

CANCELLED = 6
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
    made = _registrations(session, event, groups, directory, participants, seed, now=now)
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


@dataclass(slots=True)
class _Directory:
    clusters: list[Organisation]
    poles: list[Organisation]
    institutions: list[Organisation]
    hosts: list[Organisation]


def _rows(name: str) -> list[dict[str, str]]:
    with (PACKAGE / "demo" / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _directory(session: Session, event: Event) -> _Directory:
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
    return _Directory(clusters, poles, institutions, [bmwi, dge])


def _openers(session: Session, event: Event, directory: _Directory) -> dict[str, Person]:
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
    directory: _Directory,
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


def _team(session: Session, event: Event, directory: _Directory, *, now: datetime) -> None:
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


def _registrations(
    session: Session,
    event: Event,
    groups: dict[str, Category],
    directory: _Directory,
    participants: int,
    seed: int,
    *,
    now: datetime,
) -> int:
    draw, chance = Draw(seed), random.Random(seed)  # noqa: S311  (invented people, no secret)
    total = sum(number for _, number, _ in SHARES)
    plan = [
        (key, language)
        for key, number, language in SHARES
        for _ in range(round(number * participants / total))
    ]
    chance.shuffle(plan)
    moments = sorted(now - timedelta(minutes=_waited(chance)) for _ in plan)
    made = []
    for (key, mostly), moment in zip(plan, moments, strict=True):
        language = mostly if chance.random() < 0.86 else ("fr" if mostly == "de" else "de")  # noqa: PLR2004
        made.append(
            sign_up.register(
                session,
                event,
                groups[key],
                _details(draw, chance, key, language, directory),
                source=Source.DEMO,
                by=sign_up.VISITOR,
                now=moment,
            )
        )
    _afterwards(session, event, made, chance, now=now)
    return (
        session.scalar(select(func.count(Registration.id)).where(Registration.event_id == event.id))
        or 0
    )


def _waited(chance: random.Random) -> int:
    """Return how many minutes ago somebody registered: most after the invitation and a reminder."""
    wave = chance.choice((36, 36, 22, 9))
    days = min(39.0, max(0.05, chance.gauss(wave, 4.5)))
    return int(days * 24 * 60)


def _details(
    draw: Draw, chance: random.Random, key: str, language: str, directory: _Directory
) -> Details:
    pools = {
        "members": directory.clusters,
        "poles": directory.poles,
        "public": [one for one in directory.institutions if "inist" in one.name] + directory.hosts,
        "guests": directory.institutions,
    }
    organisation = chance.choice(pools[key])
    if key in {"members", "poles"}:
        language = "fr" if key == "poles" else language
    name = draw.name(language)
    local = f"{fold(name.given)}.{fold(name.family)}".replace(" ", "-").replace("'", "")
    domain = "".join(
        c if c.isascii() and c.isalnum() else "-"
        for c in fold(organisation.short_name or organisation.name)
    )
    domain = "-".join(part for part in domain.split("-") if part)[:30].strip("-")
    consents = {"privacy"} | ({"list"} if chance.random() < 0.7 else set())  # noqa: PLR2004
    answer = chance.choice(("yes", "yes", "no")) if key in {"members", "poles"} else "no"
    return Details(
        title=name.title,
        given_name=name.given,
        family_name=name.family,
        email=f"{local}@{domain}.example.org",
        organisation=organisation.name,
        country=organisation.country or ("FR" if language == "fr" else "DE"),
        language=language,
        answers={"reception": [answer]},
        consents=frozenset(consents),
    )


def _afterwards(
    session: Session,
    event: Event,
    made: list[Registration],
    chance: random.Random,
    *,
    now: datetime,
) -> None:
    """Let a few cancel, and most have opened their link."""
    confirmed = [
        one for one in made if one.state is State.CONFIRMED and one.category.key != "guests"
    ]
    for registration in chance.sample(confirmed, min(CANCELLED, len(confirmed))):
        by = Actor("participant", registration.id, registration.reference)
        since = (now - registration.registered_at) * chance.random()
        changes.cancel(session, registration, event, by=by, now=now - since)
    for registration in made:
        if registration.state is State.CONFIRMED and chance.random() < 0.93:  # noqa: PLR2004
            opened = registration.registered_at + timedelta(minutes=chance.randint(3, 900))
            changes.open_link(registration, now=min(opened, now))
