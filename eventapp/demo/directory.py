"""The demo's organisations, hosts, desks, and the two speakers whose names are known."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.demo import event as texts
from eventapp.demo import programme
from eventapp.demo.participants import Directory
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.orm import Translated
from eventapp.paths import PACKAGE
from eventapp.people import services as people
from eventapp.people.models import HostLevel, Organisation, OrganisationKind, Person, PublicBasis
from eventapp.people.services import DeskChange, HostChange, OrganisationChange, PersonChange


def _rows(name: str) -> list[dict[str, str]]:
    with (PACKAGE / "demo" / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _members(
    session: Session,
    event: Event,
    file: str,
    kind: OrganisationKind,
    country: str,
    *,
    by: Actor,
    now: datetime,
) -> list[Organisation]:
    return [
        people.add_organisation(
            session,
            event,
            OrganisationChange(
                name=row["name"],
                short_name=row["name"].split(" (")[0].removesuffix(" e. V."),
                kind=kind,
                country=country,
                region=row["region"],
                field=Translated.of({country.lower(): row["field"]}),
            ),
            by=by,
            now=now,
        )
        for row in _rows(file)
    ]


def load_directory(session: Session, event: Event, *, by: Actor, now: datetime) -> Directory:
    """Load the clusters, pôles and institutions of the files, the two hosts and the desks."""
    clusters = _members(
        session, event, "clusters.csv", OrganisationKind.CLUSTER, "DE", by=by, now=now
    )
    poles = _members(session, event, "poles.csv", OrganisationKind.POLE, "FR", by=by, now=now)
    institutions = [
        people.add_organisation(session, event, _institution(row), by=by, now=now)
        for row in _rows("institutions.csv")
        if row["name"] != "Direction générale des entreprises (DGE)"  # a host, below
    ]
    bmwi = next(organisation for organisation in institutions if "(BMWi)" in organisation.name)
    dge = people.add_organisation(session, event, DGE, by=by, now=now)
    for position, organisation in enumerate((bmwi, dge)):
        host = HostChange(
            organisation=organisation.name,
            level=HostLevel.HOST,
            position=position,
            text=texts.HOSTS[position],
        )
        people.add_host(session, event, host, by=by, now=now)
    foyer = programme.ROOMS["foyer"].name
    for expert in EXPERTS:
        people.add_person(session, event, expert, by=by, now=now)
    for position, (name, text, topics) in enumerate(texts.DESKS):
        desk = DeskChange(
            name=name,
            text=text,
            topics=topics,
            experts=(
                (f"{EXPERTS[position].given_name} {EXPERTS[position].family_name}", None, None),
            ),
            place=foyer,
            opens_at=event.starts_at - timedelta(minutes=30) if event.starts_at else None,
            closes_at=event.ends_at,
            languages=EXPERTS[position].languages,
            position=position,
        )
        people.add_desk(session, event, desk, by=by, now=now)
    return Directory(clusters, poles, institutions, [bmwi, dge])


ADVISES = Translated(de="Beratung", fr="Conseil", en="Advice")
BROKERS = Translated(de="Vermittlung", fr="Mise en relation", en="Introductions")
EXPERTS = tuple(
    PersonChange(
        given_name=given,
        family_name=family,
        languages=languages,
        function=function,
        basis=PublicBasis.OWN_WORD,
        basis_note="demo",
    )
    for given, family, languages, function in (
        ("Ragna", "Tiefenthaler", ["de", "fr", "en"], ADVISES),
        ("Côme", "Lavergnolle", ["fr", "en"], BROKERS),
        ("Ottokar", "Niedermeyer-Voss", ["de", "en"], ADVISES),
        ("Ivana", "Pešková", ["de", "fr"], BROKERS),
    )
)
"""Invented people who can be asked at the desks, one each in their order."""

DGE = OrganisationChange(
    name="Direction générale des entreprises, ministère de l’Économie",
    short_name="Direction générale des entreprises",
    other_names=["DGE"],
    kind=OrganisationKind.MINISTRY,
    country="FR",
)


def _institution(row: dict[str, str]) -> OrganisationChange:
    change = OrganisationChange(name=row["name"], country=row["country"])
    if "(BMWi)" not in row["name"]:
        return change
    return replace(change, kind=OrganisationKind.MINISTRY, short_name="BMWi")


ANNOUNCED = "2015 öffentlich angekündigt"
"""Why the names of the two openers are public."""


def load_openers(
    session: Session, event: Event, directory: Directory, *, by: Actor, now: datetime
) -> dict[str, Person]:
    """Load the two who open the conference, the only real persons; return them by family name."""
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
    openers = (
        PersonChange(
            given_name="Brigitte",
            family_name="Zypries",
            basis=PublicBasis.ORGANISER,
            basis_note=ANNOUNCED,
            organisation=bmwi.name,
            function=state_secretary,
        ),
        PersonChange(
            given_name="Benjamin",
            family_name="Gallezot",
            basis=PublicBasis.ORGANISER,
            basis_note=ANNOUNCED,
            organisation=dge.name,
            function=deputy,
        ),
    )
    return {
        person.family_name: people.add_person(session, event, person, by=by, now=now)
        for person in openers
    }
