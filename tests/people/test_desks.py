"""Information desks: kept by an organisation that is added where the directory lacks it."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people.services.desks import DeskChange, change_desk
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_organisation

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
