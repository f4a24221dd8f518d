"""What became of people since a release: read from the database, laid over what was released."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.queries.standing import Named, Standing
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.people.models import Person, PublicBasis
from tests.agenda.test_programme import make_talk
from tests.agenda.test_structure import show
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event in whose release Ada speaks."""
    event = make_event(session)
    make_talk(session, event)
    show(session, event)
    return event


def released(session: Session, event: Event) -> StoredRelease:
    """Return the programme as it was released."""
    release = queries.latest_release(session, event)
    assert release is not None
    return release.programme


def test_nothing_became_of_those_who_are_as_they_were_released(
    session: Session, event: Event
) -> None:
    stored = released(session, event)
    (ada,) = stored["people"]
    named = Named.of(stored)

    standing = Standing.among(session, event, named)

    assert named.people == {ada["id"]}
    assert standing == Standing(frozenset(), frozenset())
    assert standing.applied(stored) is stored


def test_only_those_whom_the_release_names_count_as_hidden(session: Session, event: Event) -> None:
    stored = released(session, event)
    ada = session.query(Person).one()
    make_person(session, event, family_name="Elsewhere", basis=PublicBasis.NONE)
    ada.basis = PublicBasis.NONE
    session.flush()

    standing = Standing.among(session, event, Named.of(stored))

    assert standing.hidden == {ada.public_id}
    assert len(Standing.of(session, event).hidden) == 2
    shown = standing.applied(stored)
    assert shown["people"] == []
    assert [talk["parts"] for talk in shown["sessions"]] == [[]]


def test_a_portrait_of_which_no_file_is_left_is_removed(session: Session, event: Event) -> None:
    stored = released(session, event)
    stored["people"][0]["portrait"] = "no-such-file"

    standing = Standing.among(session, event, Named.of(stored))

    assert standing.removed == {"no-such-file"}
    assert standing.applied(stored)["people"][0]["portrait"] == ""
