"""Information desks: kept by an organisation that is added where the directory lacks it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.journal.services import SYSTEM, Object
from eventapp.orm import Translated
from eventapp.people.errors import NoSuchExpert
from eventapp.people.services.desks import DeskChange, change_desk
from eventapp.workflows import records
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_organisation, make_person

pytestmark = pytest.mark.on_sqlite


def test_a_desk_goes_to_another_organisation_new_to_the_directory_or_to_none(
    session: Session,
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "BioM")
    desk = make_desk(session, event, Translated.same("Info"), organisation=organisation)

    change = replace(DeskChange.of(desk), organisation="Silicon Saxony")
    change_desk(session, desk, change, by=SYSTEM, now=NOON)
    assert desk.organisation is not None
    assert desk.organisation.name == "Silicon Saxony"

    change_desk(session, desk, replace(change, organisation=""), by=SYSTEM, now=NOON)
    assert desk.organisation is None


def test_a_change_that_changes_nothing_is_no_change(session: Session) -> None:
    event = make_event(session)
    desk = make_desk(session, event, Translated.same("Info"), languages=["de", "fr"])
    version = desk.version

    change_desk(session, desk, DeskChange.of(desk), by=SYSTEM, now=NOON)

    assert desk.version == version


def test_experts_are_known_by_name_in_any_spelling_and_keep_their_hours(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, title="Dr.", given_name="Zoë", family_name="Müller")
    desk = make_desk(session, event, Translated.same("Info"))
    version = desk.version
    hours = (NOON, NOON + timedelta(hours=1))

    change = replace(DeskChange.of(desk), experts=(("zoe muller", *hours),))
    change_desk(session, desk, change, by=SYSTEM, now=NOON)

    (expert,) = desk.experts
    assert (expert.person, expert.starts_at, expert.ends_at) == (ada, *hours)
    assert desk.version > version
    assert DeskChange.of(desk).experts == (("Dr. Zoë Müller", *hours),)


@pytest.mark.parametrize("name", ["Nobody", "Two Alike"])
def test_a_name_of_nobody_or_of_several_is_refused(session: Session, name: str) -> None:
    event = make_event(session)
    for _number in range(2):
        make_person(session, event, given_name="Two", family_name="Alike")

    with pytest.raises(NoSuchExpert) as refusal:
        make_desk(session, event, Translated.same("Info"), experts=((name, None, None),))

    assert refusal.value.field == "experts"


def test_a_desk_is_deleted_with_its_list_of_experts_and_keeps_them_from_deletion(
    session: Session,
) -> None:
    event = make_event(session)
    person = make_person(session, event, given_name="Ada", family_name="Byron")
    desk = make_desk(session, event, Translated.same("Info"), experts=(("Ada Byron", None, None),))
    desk_named = Object("information-desks", desk.id, "Info", event.id)
    named = Object("contributors", person.id, "Ada Byron", event.id)

    with pytest.raises(records.InUse):
        records.delete(session, event, person, named, by=SYSTEM, now=NOON)
    records.delete(session, event, desk, desk_named, by=SYSTEM, now=NOON)
    records.delete(session, event, person, named, by=SYSTEM, now=NOON)

    assert records.uses(session, person) == []
