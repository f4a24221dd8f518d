"""Refusals about events: each at the field where it is mended."""

import pytest

from eventapp.errors import Refusal
from eventapp.events import errors


@pytest.mark.parametrize(
    ("refusal", "field", "said"),
    [
        (errors.SlugTaken("spring"), "slug", "“spring”"),
        (errors.BadSlug(), "slug", "2 to 64"),
        (errors.LastOrganiser(), None, "invite another one before"),
    ],
)
def test_a_refusal_stands_where_it_is_mended_and_says_how(
    refusal: Refusal, field: str | None, said: str
) -> None:
    assert refusal.field == field
    assert said in str(refusal.sentence)
