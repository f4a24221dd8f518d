"""What the buttons of a session's people do to their roles."""

import pytest

from eventapp.agenda.models import SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.backoffice.agenda.people_form import acted, ordered
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import Person
from tests.factories.events import NOON

SPRING = Event(slug="spring", title=Translated(), created_at=NOON)
ADA, BOB, CLEO = (
    RoleChange(person=Person(event=SPRING, family_name=name)) for name in ("Ada", "Bob", "Cleo")
)
CHAIR = RoleChange.new(None, SessionPart.MODERATOR)
EVA = RoleChange.new(None, SessionPart.INTERPRETER)


def test_roles_stand_part_by_part_as_they_stood_within_one() -> None:
    assert ordered([EVA, BOB, ADA, CHAIR]) == (CHAIR, BOB, ADA, EVA)


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("up:2", (CHAIR, BOB, ADA, EVA)),
        ("down:1", (CHAIR, BOB, ADA, EVA)),
        ("up:1", (CHAIR, ADA, BOB, EVA)),
        ("down:2", (CHAIR, ADA, BOB, EVA)),
        ("remove:1", (CHAIR, BOB, EVA)),
        ("save", (CHAIR, ADA, BOB, EVA)),
        ("up:99", (CHAIR, ADA, BOB, EVA)),
        ("down:²", (CHAIR, ADA, BOB, EVA)),
        ("remove:-1", (CHAIR, ADA, BOB, EVA)),
        ("sideways:1", (CHAIR, ADA, BOB, EVA)),
    ],
)
def test_button_moves_within_the_part_alone(act: str, after: tuple[RoleChange, ...]) -> None:
    assert acted(act, (CHAIR, ADA, BOB, EVA), None) == after


def test_who_is_added_comes_last_among_those_of_the_same_part() -> None:
    assert acted("add:x", (CHAIR, ADA, EVA), CLEO) == (CHAIR, ADA, CLEO, EVA)
