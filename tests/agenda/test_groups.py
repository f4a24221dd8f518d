"""The programme by room, by track, as a list: each session once a heading, none lost."""

import pytest

from eventapp.agenda.groups import grouped
from eventapp.agenda.programme import Programme
from eventapp.orm import Translated
from tests.factories.items import a_place, an_item

A, B = a_place("A"), a_place("B")
TRACK = Translated.same("Bau")
ITEMS = (
    an_item(1, room=A, track=TRACK),
    an_item(2, room=A, further_rooms=(B,)),
    an_item(3, kind="break", room=A),
    an_item(4),
    an_item(5, id="talk", block="4"),
)
PROGRAMME = Programme(ITEMS, (A, B, a_place("Empty")), (), in_order=(TRACK,))


def told(order: str) -> list[tuple[str, list[str]]]:
    """Return headings and ids."""
    return [
        (name.into("en") if isinstance(name := group.name, Translated) else str(name),
         [item.id for item in group.items])
        for group in grouped(PROGRAMME, ITEMS, order)
    ]  # fmt: skip


def test_a_session_in_two_rooms_stands_under_both_and_an_empty_room_nowhere() -> None:
    assert told("room") == [("A", ["1", "2"]), ("B", ["2"]), ("Without a room", ["4"])]


def test_what_has_no_track_is_not_lost() -> None:
    assert told("track") == [("Bau", ["1"]), ("Without a track", ["2", "4"])]


def test_a_list_has_no_heading_and_neither_breaks_nor_talks_of_a_session() -> None:
    assert told("list") == [("None", ["1", "2", "4"])]


@pytest.mark.parametrize("order", ["", "nonsense", "__class__"])
def test_of_no_order_there_are_no_groups(order: str) -> None:
    assert told(order) == []
