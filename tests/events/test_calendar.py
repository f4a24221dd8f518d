"""What of an event changed for somebody who has it in a calendar."""

from typing import Any

import pytest

from eventapp.events.calendar import changed

BEFORE: dict[str, Any] = {
    "starts_at": "2027-04-15T07:30:00+00:00", "ends_at": "2027-04-15T14:30:00+00:00",
    "zone": "Europe/Berlin", "venue": {"de": "Aula"}, "address": "Platz 1", "label": {"de": "Tagung"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        ({"starts_at": "2027-04-15T09:30:00+02:00"}, []),
        ({"starts_at": "2027-04-15T09:00:00+02:00"}, ["when"]),
        ({"zone": "Europe/Paris"}, ["when"]),
        ({"venue": {"de": "Saal"}}, ["where"]),
        ({"venue": {"de": "Aula", "fr": "Aula"}}, ["where"]),
        ({"address": "Platz\u200b 1 "}, []),
        ({"label": {"de": "Kongress"}, "address": "Platz 2"}, ["where", "name"]),
        ({"ends_at": ""}, ["when"]),
    ],
)
def test_what_a_person_would_call_a_change_is_one(
    change: dict[str, Any], matters: list[str]
) -> None:
    assert changed(BEFORE, {**BEFORE, **change}) == matters
