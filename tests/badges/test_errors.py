"""Refusals around badges: what stands in the way, and what helps."""

import pytest

from eventapp.badges import errors
from eventapp.errors import Conflict, NotFound, Refusal


@pytest.mark.parametrize(
    ("refusal", "kind", "said"),
    [
        (errors.NoPlaceNoBadge(), Conflict, "confirmed place"),
        (errors.NoCodeYet(), Conflict, "try again in a minute"),
        (errors.NoBadges(), Conflict, "printed already"),
        (errors.NoKeyLeft(), Conflict, "all of its 15 keys"),
        (errors.FileIsGone(), NotFound, "Create the PDF again"),
        (errors.NoSuchKey(7), NotFound, "no key 7 "),
    ],
)
def test_a_refusal_says_what_is_there_and_what_helps(
    refusal: Refusal, kind: type[Refusal], said: str
) -> None:
    assert isinstance(refusal, kind)
    assert said in str(refusal.sentence)
