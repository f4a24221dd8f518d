"""What two people write into one record at the same time: kept from both, or asked."""

from dataclasses import dataclass, replace

import pytest

from eventapp.changes import ChangedByBoth, differences, merged, seen_in
from eventapp.orm import Translated


@dataclass(frozen=True)
class HallChange:
    """What is edited of a hall."""

    name: Translated = Translated()
    seats: int | None = None
    floor: str = ""


SEEN = HallChange(name=Translated(de="Aula"), seats=80)


def test_what_only_one_of_two_touched_is_kept_from_both() -> None:
    stands = replace(SEEN, seats=60)
    sent = replace(SEEN, floor="2")

    assert merged(stands, sent, seen_in(SEEN)) == replace(SEEN, seats=60, floor="2")


def test_both_wrote_the_same_so_nobody_is_asked() -> None:
    stands = sent = replace(SEEN, seats=60)

    assert merged(stands, sent, seen_in(SEEN)) == sent


def test_what_both_touched_is_asked_and_the_rest_is_kept_as_each_left_it() -> None:
    stands = replace(SEEN, seats=60, floor="1")
    sent = replace(SEEN, seats=70, name=Translated(de="Große Aula"))

    with pytest.raises(ChangedByBoth) as clash:
        merged(stands, sent, seen_in(SEEN))

    assert clash.value.names == ("seats",)
    assert clash.value.stands == stands
    assert clash.value.proposed == replace(sent, floor="1")


def test_second_save_after_the_question_takes_nothing_back_that_was_not_touched() -> None:
    stands = replace(SEEN, seats=60, floor="1")
    with pytest.raises(ChangedByBoth) as clash:
        merged(stands, replace(SEEN, seats=70), seen_in(SEEN))

    assert merged(stands, clash.value.proposed, seen_in(stands)) == replace(stands, seats=70)


def test_who_says_nothing_of_what_they_saw_overwrites_nothing() -> None:
    with pytest.raises(ChangedByBoth):
        merged(replace(SEEN, seats=60), SEEN, {})


def test_who_holds_the_record_means_all_of_it() -> None:
    assert merged(replace(SEEN, seats=60), SEEN, None) == SEEN


def test_differences_tell_before_and_after_of_what_changed_alone() -> None:
    assert differences(SEEN, replace(SEEN, seats=None)) == {"seats": [80, None]}
    assert differences(None, SEEN) == {"name": [None, {"de": "Aula"}], "seats": [None, 80]}


def test_fields_meant_as_one_are_all_touched_by_who_touches_one() -> None:
    stands, sent = replace(SEEN, seats=60), replace(SEEN, floor="2")

    with pytest.raises(ChangedByBoth) as clash:
        merged(stands, sent, seen_in(SEEN), as_one=("seats", "floor"))

    assert clash.value.names == ("seats",)
    assert merged(stands, SEEN, seen_in(SEEN), as_one=("seats", "floor")) == stands
