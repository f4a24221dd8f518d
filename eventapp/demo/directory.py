"""The demo's organisations, hosts, desks, and the two speakers whose names are known."""

import csv

from sqlalchemy.orm import Session

from eventapp.demo import event as texts
from eventapp.demo import programme
from eventapp.demo.participants import Directory
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.paths import PACKAGE
from eventapp.people import services as people
from eventapp.people.models import HostLevel, Organisation, OrganisationKind, Person


def _rows(name: str) -> list[dict[str, str]]:
    with (PACKAGE / "demo" / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _members(
    session: Session, event: Event, file: str, kind: OrganisationKind, country: str
) -> list[Organisation]:
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
        for row in _rows(file)
    ]


def load_directory(session: Session, event: Event) -> Directory:
    """Load the clusters, pôles and institutions of the files, the two hosts and the desks."""
    clusters = _members(session, event, "clusters.csv", OrganisationKind.CLUSTER, "DE")
    poles = _members(session, event, "poles.csv", OrganisationKind.POLE, "FR")
    institutions = [
        people.add_organisation(session, event, name=row["name"], country=row["country"])
        for row in _rows("institutions.csv")
        if row["name"] != "Direction générale des entreprises (DGE)"  # a host, below
    ]
    bmwi = next(one for one in institutions if "(BMWi)" in one.name)
    bmwi.kind = OrganisationKind.MINISTRY
    people.rename_organisation(session, bmwi, name=bmwi.name, short_name="BMWi", other_names=())
    dge = people.add_organisation(
        session,
        event,
        name="Direction générale des entreprises, ministère de l’Économie",
        short_name="Direction générale des entreprises",
        other_names=("DGE",),
        kind=OrganisationKind.MINISTRY,
        country="FR",
    )
    session.flush()
    for position, host in enumerate((bmwi, dge)):
        people.add_host(session, event, host, level=HostLevel.HOST, position=position)
    foyer = programme.ROOMS["foyer"].name
    for position, (name, text) in enumerate(texts.DESKS):
        people.add_desk(session, event, name=name, text=text, place=foyer, position=position)
    return Directory(clusters, poles, institutions, [bmwi, dge])


def load_openers(session: Session, event: Event, directory: Directory) -> dict[str, Person]:
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
