"""The cover's picture: the programme's shape, the same each time, within its box."""

from datetime import timedelta

from eventapp.agenda.cover import MOST_GATES, STRANDS, flow, gates_of
from eventapp.agenda.items import Item
from eventapp.agenda.programme import Programme
from tests.factories.items import a_place, an_item

BOX = {"left": 10.0, "bottom": 20.0, "width": 100.0, "height": 60.0}


def programme(*items: Item) -> Programme:
    """Return a released programme."""
    return Programme(items, (a_place("Aula"),), ())


def test_gates_say_how_many_run_beside_each_other_at_most_four() -> None:
    start = an_item(1).starts_at
    beside = [an_item(1, id=f"b{number}") for number in range(6)]

    assert gates_of(programme(), "UTC") == [1, 3, 1]
    assert gates_of(programme(an_item(0), *beside), "UTC") == [1, 4]
    many = [an_item(0, id=str(n), starts_at=start + timedelta(minutes=10 * n)) for n in range(40)]
    assert len(gates_of(programme(*many), "UTC")) <= MOST_GATES


def test_a_pause_is_no_gate() -> None:
    assert gates_of(programme(an_item(0), an_item(1, kind="break")), "UTC") == [1]


def test_every_strand_is_drawn_and_one_thread_above_all() -> None:
    drawn = flow([1, 3, 1], **BOX).decode()

    assert drawn.count(" S") == STRANDS + 1
    assert drawn.rindex("0.9 w") > drawn.rindex("0.306")
    assert flow([1, 3, 1], **BOX).decode() == drawn
    assert flow([1, 2, 1], **BOX).decode() != drawn
