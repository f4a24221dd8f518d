"""What a draft cannot hold: two at once in a room, one person twice, rules not kept."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from eventapp.agenda.clashes import Clash, ClashReason, PairRule, Slotted, clashes

BERLIN = ZoneInfo("Europe/Berlin")


def slot(number: int, begins: float, hours: float = 1, **more: Any) -> Slotted:
    """Return a session that begins so many hours after eight."""
    starts = datetime(2027, 4, 15, 8, tzinfo=UTC) + timedelta(hours=begins)
    values = {"rooms": frozenset[int](), "people": frozenset[int](), **more}
    return Slotted(number, starts_at=starts, ends_at=starts + timedelta(hours=hours), **values)


def found(
    *sessions: Slotted, seats: dict[int, int | None] | None = None, **more: Any
) -> list[Clash]:
    """Return the clashes of these sessions."""
    return list(clashes(sessions, seats=seats or {}, zone=BERLIN, **more))


def test_a_room_and_a_person_are_taken_once_at_a_time() -> None:
    slotted = slot(1, 0, rooms=frozenset([7]), people=frozenset([3, 4]))
    other = slot(2, 0.5, rooms=frozenset([7]), people=frozenset([4]))

    assert found(slotted, other) == [
        Clash(1, 2, ClashReason.ROOM),
        Clash(1, 2, ClashReason.PERSON, 4),
    ]


def test_what_follows_at_once_does_not_clash() -> None:
    assert found(slot(1, 0, rooms=frozenset([7])), slot(2, 1, rooms=frozenset([7]))) == []


def test_a_block_and_its_talks_are_one_thing_but_its_talks_are_two() -> None:
    room, block = frozenset([7]), slot(1, 0, 2, rooms=frozenset([7]))
    talks = (slot(2, 0, 1.5, block=1), slot(3, 1, block=1))

    assert found(block, talks[0]) == []
    assert found(block, *talks) == [Clash(2, 3, ClashReason.ROOM)]
    assert found(block, slot(4, 0.5, rooms=room)) == [Clash(1, 4, ClashReason.ROOM)]


def test_a_talk_stays_within_its_block() -> None:
    assert found(slot(1, 0), slot(2, 0.5, block=1)) == [Clash(2, 1, ClashReason.OUTSIDE)]
    assert found(slot(1, 0, 0), slot(2, 0, 2, block=1)) == []  # nobody knows when the block ends


@pytest.mark.parametrize(
    ("rule", "begins", "kept"),
    [("after", 1, True), ("after", 0.5, False), ("not-parallel", 0.5, False), ("not-parallel", 1, True),
     ("same-day", 17, True), ("same-day", 18, False)],
)  # fmt: skip
def test_a_rule_is_kept_or_told(rule: str, begins: float, *, kept: bool) -> None:
    clashes = found(slot(1, 0), slot(2, begins), rules=[PairRule(2, 1, rule)])

    assert clashes == ([] if kept else [Clash(2, 1, ClashReason(rule))])


def test_rooms_together_seat_those_who_come_and_unknown_seats_are_enough() -> None:
    crowd = slot(1, 0, rooms=frozenset([7, 8]), expected=100)

    assert found(crowd, seats={7: 60, 8: 40}) == []
    assert found(crowd, seats={7: 60, 8: 39}) == [Clash(1, None, ClashReason.SEATS)]
    assert found(crowd, seats={7: 60, 8: None}) == []
    assert found(slot(1, 0, expected=100)) == []


def test_who_is_not_there_all_along_clashes_and_who_said_nothing_is_there() -> None:
    talk = slot(1, 1, people=frozenset([3, 4]))
    begins, ends = talk.starts_at, talk.ends_at

    assert found(talk, there={3: [(begins, ends)]}) == []
    assert found(talk, there={3: [(begins, begins)]}) == [Clash(1, None, ClashReason.AWAY, 3)]
