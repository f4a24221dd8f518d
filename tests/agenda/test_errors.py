"""Refusals of the programme: at which field they stand, and what they name."""

from datetime import date

import pytest

from eventapp.agenda import errors
from eventapp.agenda.readers.dates import DateOrder, Doubtful
from eventapp.agenda.readers.errors import DatesAmbiguous, NotATimetable, TimesNotUnderstood
from eventapp.errors import Invalid, Sentence


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (errors.EndsBeforeStart(), "ends_at"), (errors.EndsWithoutStart(), "starts_at"),
        (errors.GuestListOnly(), "sign_up"), (errors.BlockInBlock(), "block"),
        (NotATimetable(Sentence("It is none.")), "file"),
    ],
)  # fmt: skip
def test_what_was_typed_wrong_is_said_at_its_field(refusal: Invalid, field: str) -> None:
    assert refusal.field == field


def test_times_that_cannot_be_read_are_named_once_each_and_five_at_most() -> None:
    assert "“soon”, “later”." in str(TimesNotUnderstood(["soon", "later", "soon"]).sentence)
    many = str(TimesNotUnderstood([f"t{number}" for number in range(6)]).sentence)
    assert "“t4” …" in many
    assert "t5" not in many


def test_a_date_in_doubt_is_named_with_its_meanings_in_order() -> None:
    doubt = Doubtful("3/4/2027", {DateOrder.DMY: date(2027, 4, 3), DateOrder.MDY: date(2027, 3, 4)})

    assert "“3/4/2027” can mean 2027-03-04 / 2027-04-03." in str(DatesAmbiguous(doubt).sentence)
