"""Who has a part is a contributor; two that are one person become one."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.events.models import Event
from eventapp.journal.services import Object
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor
from eventapp.speakers.services.contributors import keep_up
from eventapp.workflows.merging import merge
from eventapp.workflows.records import delete
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import give_part, make_contributor

pytestmark = pytest.mark.on_sqlite


def contributors(session: Session) -> list[Contributor]:
    """Return all there are."""
    return list(session.scalars(select(Contributor).order_by(Contributor.id)))


def test_whoever_has_a_part_is_a_contributor_once_in_a_language_we_speak(
    session: Session, event: Event
) -> None:
    french = make_person(session, event, family_name="Le Goff", languages=["pl", "fr"])
    german = make_person(session, event, family_name="Häring")
    make_person(session, event, family_name="Nobody")
    make_session(session, event, people=[(french, SessionPart.SPEAKER)])
    give_part(session, event, german)
    other = make_event(session, slug="other")
    give_part(session, other, make_person(session, other, family_name="Elsewhere"))

    keep_up(session, event)
    keep_up(session, event)

    assert [(row.person, row.language) for row in contributors(session)] == [
        (french, "fr"),
        (german, "de"),
    ]


def test_two_contributors_of_one_person_keep_what_either_says(
    session: Session, event: Event
) -> None:
    kept = make_contributor(session, event, family_name="Curie")
    gone = make_contributor(session, event, family_name="Curie-Skłodowska")
    kept.team_note, gone.team_note = "ours", "theirs"
    gone.recording, gone.travel, gone.link_generation = False, "by train", 3

    merge(session, event, kept.person, gone.person, taken=(), by=SOMEBODY, now=NOON)

    [left] = contributors(session)
    assert (left.team_note, left.recording, left.travel) == ("ours\ntheirs", False, "by train")
    assert left.link_generation == 3


def test_a_contributor_without_a_part_goes_with_the_person(session: Session, event: Event) -> None:
    person = make_person(session, event, family_name="Curie")
    session.add(Contributor(person=person, event_id=event.id))
    session.flush()

    named = Object("contributors", person.id, person.full_name, event.id)
    delete(session, event, person, named, by=SOMEBODY, now=NOON)

    assert contributors(session) == []
    assert session.scalars(select(Person)).all() == []
