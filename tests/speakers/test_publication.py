"""When everybody may read a material: as its owner said, and never before the moment named."""

from datetime import timedelta

import pytest

from eventapp.speakers.models import Visibility
from eventapp.speakers.publication import is_out
from tests.factories.events import NOON

HOUR = timedelta(hours=1)
BEFORE, AFTER = NOON - HOUR, NOON + HOUR


@pytest.mark.parametrize(
    ("visibility", "public_from", "now", "out"),
    [
        (Visibility.EVERYBODY, None, BEFORE, True),
        (Visibility.EVERYBODY, AFTER, NOON, False),
        (Visibility.EVERYBODY, AFTER, AFTER, True),
        (Visibility.AFTER_SESSION, None, BEFORE, False),
        (Visibility.AFTER_SESSION, None, NOON, True),
        (Visibility.AFTER_SESSION, AFTER, NOON, False),
        (Visibility.INTERNAL, None, AFTER, False),
        (Visibility.INTERNAL, BEFORE, AFTER, False),
    ],
)
def test_material_is_out_when_its_session_is_over_or_at_once_and_internal_never(
    visibility: Visibility, public_from: object, now: object, *, out: bool
) -> None:
    assert is_out(visibility, public_from, over_at=NOON, now=now) is out  # type: ignore[arg-type]


def test_material_of_a_desk_is_out_at_once_or_from_its_moment_and_waits_for_no_session() -> None:
    out = [
        is_out(visibility, AFTER, over_at=None, now=now)
        for now in (NOON, AFTER)
        for visibility in Visibility
    ]
    assert out == [False, False, False, True, False, False]
    assert is_out(Visibility.EVERYBODY, None, over_at=None, now=BEFORE)
