"""Records of the directory are found by what a page already names, and by nothing else."""

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.people import queries as people
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def test_persons_are_those_of_the_event_with_one_of_the_ids(session: Session, event: Event) -> None:
    other = make_event(session, slug="other")
    ada, bob = (make_person(session, event, family_name=name) for name in ("Lee", "Bo"))
    foreign = make_person(session, other, family_name="Zoe")
    session.flush()

    asked = [ada.public_id, foreign.public_id, "", "nobody"]
    assert people.persons_with(session, event, asked) == {ada.public_id: ada}
    assert people.persons_with(session, event, []) == {}
    assert bob.public_id not in people.persons_with(session, event, asked)


def test_organisations_are_those_of_the_event_written_just_so(
    session: Session, event: Event
) -> None:
    other = make_event(session, slug="other")
    here = make_organisation(session, event, "BioM", other_names=["Biotech"])
    make_organisation(session, other, "Optitec")
    session.flush()

    names = ["BioM", "biom", "Biotech", "Optitec"]
    assert people.organisations_with(session, event, names) == {"BioM": here}
