"""A session as it was released: its rooms, its words, and what it shares a moment with."""

from datetime import timedelta

from eventapp.agenda.items import overlap
from tests.factories.items import a_place, an_item


def test_two_sessions_that_follow_at_once_share_no_moment() -> None:
    item, next_one = an_item(1), an_item(2)

    assert not overlap(item, next_one)
    assert overlap(item, an_item(3, starts_at=item.starts_at + timedelta(minutes=59)))
    assert overlap(item, an_item(1))


def test_a_talk_and_its_session_are_one_thing() -> None:
    block, talk = an_item(1), an_item(1, id="talk", block="1")

    assert not overlap(block, talk)
    assert not overlap(talk, block)


def test_what_has_no_end_lasts_a_moment() -> None:
    item = an_item(1, ends_at=None)

    assert overlap(item, an_item(1))
    assert not overlap(item, an_item(2, starts_at=item.starts_at + timedelta(minutes=1)))


def test_it_is_reached_without_a_step_if_each_of_its_rooms_is() -> None:
    flat, steep, unknown = (a_place(name, accessible=how) for name, how in
                            (("A", True), ("B", False), ("C", None)))  # fmt: skip

    assert an_item(1, room=flat).is_accessible
    assert not an_item(1, room=flat, further_rooms=(steep,)).is_accessible
    assert not an_item(1, room=unknown).is_accessible
    assert not an_item(1).is_accessible


def test_rooms_are_named_together_and_words_are_found_by_their_beginnings() -> None:
    both = an_item(1, room=a_place("A"), further_rooms=(a_place("B"),), words=" muller warme")

    assert both.room_names.into("de") == "A, B"
    assert both.holds(["mull", "war"])
    assert not both.holds(["uller"])


def test_interpretation_is_told_by_where_it_leads() -> None:
    assert an_item(1, interpretation=("de-fr", "en-fr", "fr-de")).interpreted_into == ("fr", "de")
