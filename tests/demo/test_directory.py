"""The demo's directory: the organisations of the files, each once."""

import csv

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.people.models import Organisation, OrganisationKind
from eventapp.text_search import name_key
from tests.factories.demo import demo_event
from tests.factories.events import NOON
from tests.factories.timetables import COLLECTION

CLUSTERS, POLES = 82, 71


@pytest.fixture
def event(session: Session) -> Event:
    """Return the event of the whole demo, loaded at NOON."""
    return demo_event(session)


@pytest.mark.demo(now=NOON)
@pytest.mark.parametrize(
    ("kind", "file", "number"),
    [
        (OrganisationKind.CLUSTER, "german-innovation-clusters.csv", CLUSTERS),
        (OrganisationKind.POLE, "poles-de-competitivite-2015.csv", POLES),
    ],
)
@pytest.mark.on_sqlite
def test_organisations_are_set_as_print_sets_them_each_once(
    session: Session, event: Event, kind: OrganisationKind, file: str, number: int
) -> None:
    names = session.scalars(
        select(Organisation.name).where(
            Organisation.event_id == event.id, Organisation.kind == kind
        )
    ).all()

    assert len({name_key(name) for name in names}) == len(names) == number
    assert [name for name in names if "'" in name or name != " ".join(name.split())] == []
    source = COLLECTION / "orgs" / file
    if source.exists():  # the list they were taken from, which not everybody has
        with source.open(encoding="utf-8", newline="") as lines:
            assert set(names) == {row["name"].replace("'", "’") for row in csv.DictReader(lines)}
