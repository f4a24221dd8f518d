"""A day as tables for paper: what is parallel in columns, what is alone across all of them."""

from datetime import timedelta

from eventapp.agenda.grids import grids
from eventapp.agenda.items import Item
from eventapp.agenda.programme import Day, Programme
from tests.factories.items import a_place, an_item

AULA, FOYER, HALL = a_place("Aula"), a_place("Foyer"), a_place("Hall")
ROOMS = (AULA, FOYER, HALL)


def day(*items: Item) -> Day:
    """Return the one day of these sessions."""
    (only,) = Programme(items, ROOMS, ()).days("UTC")
    return only


def test_what_is_alone_stands_across_and_gives_its_room_no_column() -> None:
    plenary = an_item(1, room=HALL)
    first, second = an_item(2, id="a", room=AULA), an_item(2, id="b", room=FOYER)

    (table,) = grids(day(plenary, first, second), ROOMS, most=4)

    assert table.rooms == (AULA, FOYER)
    assert [line.alone for line in table.lines] == [plenary, None]
    assert table.lines[1].cells == ((first,), (second,))


def test_rooms_that_do_not_fit_get_another_table_with_what_is_alone_again() -> None:
    plenary = an_item(1)
    beside = [an_item(2, id=room.id, room=room) for room in ROOMS]

    tables = grids(day(plenary, *beside), ROOMS, most=2)

    assert [table.rooms for table in tables] == [(AULA, FOYER), (HALL,)]
    assert [table.lines[0].alone for table in tables] == [plenary, plenary]


def test_a_room_not_known_yet_is_the_last_column() -> None:
    (table,) = grids(day(an_item(1, id="a", room=AULA), an_item(1, id="b")), ROOMS, most=4)

    assert table.rooms == (AULA, None)


def test_what_begins_while_another_lasts_is_beside_it() -> None:
    long = an_item(1, id="a", room=AULA)
    late = an_item(1, id="b", room=FOYER, starts_at=long.starts_at + timedelta(minutes=30))

    (table,) = grids(day(long, late), ROOMS, most=4)

    assert [line.alone for line in table.lines] == [None, None]
    assert table.rooms == (AULA, FOYER)
