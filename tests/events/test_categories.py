"""Categories: a key of the name, behind those there are, and no change where nothing changes."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.events import queries
from eventapp.events.services import CategoryChange, add_category, change_category
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_a_new_one_stands_behind_those_there_are_under_a_key_of_its_own(session: Session) -> None:
    event = make_event(session)
    change = CategoryChange(name=Translated(de="Gäste", en="Guests"))

    made = [add_category(session, event, change, by=SYSTEM, now=NOON) for _ in range(2)]

    assert [(category.key, category.position) for category in made] == [
        ("guests", 0),
        ("guests-2", 1),
    ]
    assert list(queries.categories(session, event)) == made


def test_an_archived_one_is_offered_to_nobody_and_its_key_stays(session: Session) -> None:
    event = make_event(session)
    change = CategoryChange(name=Translated.same("Press"))
    press = add_category(session, event, change, by=SYSTEM, now=NOON)

    away = replace(CategoryChange.of(press), active=False, name=Translated.same("Media"))
    change_category(session, press, away, by=SYSTEM, now=NOON)

    assert queries.offered_categories(session, event) == []
    assert press.key == "press"


def test_a_change_that_changes_nothing_raises_no_version(session: Session) -> None:
    event = make_event(session)
    change = CategoryChange(name=Translated.same("Press"))
    press = add_category(session, event, change, by=SYSTEM, now=NOON)
    stood = press.version

    change_category(session, press, CategoryChange.of(press), by=SYSTEM, now=NOON)

    assert press.version == stood
