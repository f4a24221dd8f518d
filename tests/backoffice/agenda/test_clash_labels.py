"""Clashes in words: the whole in one sentence, and beside each session what concerns it."""

from types import SimpleNamespace
from typing import Any

import pytest

from eventapp.agenda.clashes import Clash, ClashReason
from eventapp.backoffice.agenda.clash_labels import ClashingDraft
from eventapp.orm import Translated


def session(number: int, title: str) -> Any:
    """Return a session of the draft as far as words need it."""
    return SimpleNamespace(id=number, title=title, expected=30, room=None)


DRAFT = ClashingDraft({1: session(1, "First"), 2: session(2, "Second")}, {7: "Ada Lee"})
ALONE = (ClashReason.SEATS, ClashReason.AWAY)
BOTH = tuple(reason for reason in ClashReason if reason not in ALONE)


@pytest.mark.parametrize("reason", BOTH)
def test_a_clash_of_two_names_both_and_stands_beside_both(reason: ClashReason) -> None:
    clash = Clash(1, 2, reason, person=7)

    text = str(DRAFT.in_full(clash).sentence)

    assert "“First”" in text
    assert "“Second”" in text
    beside = DRAFT.by_session([clash])
    assert "“Second”" in str(beside[1][0])
    assert "“First”" in str(beside[2][0])


def test_too_few_seats_concern_one_session_and_name_the_number() -> None:
    clash = Clash(1, None, ClashReason.SEATS)

    assert "30 people" in str(DRAFT.in_full(clash).sentence)
    assert {number: len(said) for number, said in DRAFT.by_session([clash]).items()} == {1: 1}


def test_who_is_wanted_twice_is_told_the_other_room() -> None:
    other = session(2, "Second")
    other.room = SimpleNamespace(name=Translated.same("Aula"))
    draft = ClashingDraft({**DRAFT.sessions, 2: other}, DRAFT.names)

    (said,) = draft.by_session([Clash(1, 2, ClashReason.PERSON, person=7)])[1]

    assert said.msgid == "%(who)s is also scheduled in %(room)s"


def test_who_is_not_there_is_named_beside_the_session() -> None:
    clash = Clash(1, None, ClashReason.AWAY, person=7)

    assert str(DRAFT.in_full(clash).sentence).startswith("Ada Lee is not present")
    ((said,),) = DRAFT.by_session([clash]).values()
    assert str(said) == "Ada Lee is not present at that time"
