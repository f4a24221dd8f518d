"""Journeys and needs go two weeks after the event, what was written ninety days after it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.people.services.retention import KEPT
from eventapp.speakers.models import Contributor, Material, MaterialVersion
from eventapp.speakers.services.details import ContributorChange, change_contributor
from eventapp.speakers.services.retention import (
    NEEDS_KEPT,
    forget_contributors,
    forget_person,
)
from tests.factories.agenda import make_session
from tests.factories.events import NOON
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor, make_material

pytestmark = pytest.mark.on_sqlite
MARK = "zzmark"
SOON = timedelta(minutes=1)


@pytest.fixture
def written(session: Session, event: Event) -> Contributor:
    """Return a contributor who left a mark wherever one can be left."""
    event.ends_at = NOON
    contributor = make_contributor(session, event)
    change = ContributorChange(language="fr", team_note=MARK)
    change_contributor(session, event, contributor, change, by=SOMEBODY, now=NOON)
    for name in ("message", "answered_by", "decline_reason", "decline_proposal"):
        setattr(contributor, name, MARK)
    contributor.travel = contributor.access_needs = contributor.technical_needs = MARK
    contributor.recording = True
    session.flush()
    return contributor


def marked(session: Session, contributor: Contributor) -> set[str]:
    """Return where the mark still stands."""
    columns = {column.name for column in Contributor.__table__.columns}
    left = {name for name in columns if getattr(contributor, name) == MARK}
    noted = repr([entry.changes for entry in session.scalars(select(Entry))])
    return left | ({"journal"} if MARK in noted else set())


def test_needs_go_first_and_the_rest_with_the_contact(
    session: Session, written: Contributor
) -> None:
    forget_contributors(session, now=NOON + NEEDS_KEPT)
    assert "travel" in marked(session, written)

    forget_contributors(session, now=NOON + NEEDS_KEPT + SOON)
    assert marked(session, written) & {"travel", "access_needs"} == set()
    assert "team_note" in marked(session, written)

    for _turn in range(2):
        forget_contributors(session, now=NOON + KEPT + SOON)
    assert marked(session, written) == {"technical_needs"}
    erased = session.scalars(select(Entry.id).where(Entry.action == "contact-erased")).all()
    assert len(erased) == 2


def test_whoever_asks_is_forgotten_at_once_and_their_links_end(
    session: Session, written: Contributor
) -> None:
    forget_person(session, [written.person], by=SOMEBODY, now=NOON)

    assert marked(session, written) == set()
    assert (written.link_generation, written.consent_generation) == (2, 2)
    assert written.recording is True


def test_what_somebody_handed_in_goes_with_them_and_others_keep_theirs(
    session: Session, event: Event, tmp_path: Path
) -> None:
    item = make_session(session, event, "Clusters")
    ada, bob = (make_person(session, event, family_name=name) for name in ("Lee", "Bo"))
    mine = make_material(session, tmp_path, item, ada)
    other = make_material(session, tmp_path, item, bob)
    file = mine.newest.file_id

    forget_person(session, [ada], by=SOMEBODY, now=NOON)

    assert session.scalars(select(Material)).all() == [other]
    assert file not in set(session.scalars(select(MaterialVersion.file_id)))
    noted = select(Entry.object_label).where(
        Entry.object_kind == "material", Entry.object_id == mine.id
    )
    assert set(session.scalars(noted)) == {mine.public_id}
