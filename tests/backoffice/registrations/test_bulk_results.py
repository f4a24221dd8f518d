"""What an act on many answered: kept without names, told in sentences that count."""

import json
from types import SimpleNamespace
from typing import Any

from eventapp.backoffice.registrations import bulk_results
from eventapp.backoffice.registrations.bulk_results import KeptResult, key_of
from eventapp.registration.models import State
from eventapp.registration.services.bulk import Result, Stayed


class Send:
    """A send that remembers its answer."""

    def answer(self, status: int, body: str) -> None:
        """Keep an answer."""
        self.status, self.body = status, json.loads(body)


def one(reference: str, state: State = State.CONFIRMED) -> Any:
    """Return a registration as far as it is kept."""
    return SimpleNamespace(reference=reference, state=state)


def test_steps_add_up_and_who_this_press_ended_did_not_stay() -> None:
    send = Send()
    kept = KeptResult(send, "cancel")  # type: ignore[arg-type]

    kept.add(Result([(one("A"), State.CONFIRMED)], [(one("B"), Stayed.ENDED)]))
    kept.add(Result([(one("C"), State.WAITING)], [(one("A"), Stayed.ENDED)]))
    kept.add_served(2)

    assert send.body["done"] == [["A", "confirmed"], ["C", "waiting"]]
    assert send.body["left"] == [["B", "ended"]]
    assert (send.status, send.body["served"]) == (303, 2)


def test_who_still_waits_after_being_granted_is_told() -> None:
    result = {"act": "approve", "done": [["A", "pending"]] * 3, "waiting": 1, "served": 0}

    sentences = [str(sentence) for sentence in bulk_results._sentences(result)]

    assert sentences == [
        "3 requests have been approved.",
        "One person remains on the waiting list, as no place is free.",
    ]
    nothing = {"act": "cancel", "done": [], "waiting": 0, "served": 0}
    assert [str(sentence) for sentence in bulk_results._sentences(nothing)] == [
        "Nothing was changed."
    ]


def test_another_button_on_the_same_page_is_another_press() -> None:
    assert key_of("page", "cancel", ["A"]) == key_of("page", "cancel", ["A"])
    assert key_of("page", "cancel", ["A"]) != key_of("page", "cancel", ["B"])
