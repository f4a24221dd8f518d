"""What acts on many registrations answered: kept under the key of the press, told above the table.

Kept are references and reasons, no names; they are forgotten with the key.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventapp import clock
from eventapp.backoffice.labels import STAYED_WORDS
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.idempotency import services
from eventapp.registration import queries
from eventapp.registration.models import Registration, State
from eventapp.registration.services.bulk import Result, Stayed
from eventapp.web import access

UNDONE = ("cancel", "decline")
"""Acts that can be taken back."""


@dataclass(frozen=True, slots=True)
class ResultShown:
    """A result as a page tells it."""

    key: str
    act: str
    sentences: Sequence[Sentence]
    left: Sequence[tuple[Registration, Sentence]]
    undo: bool


def sender(event: Event) -> str:
    """Return who sends, so that nobody reads or repeats another's press."""
    return f"bulk {event.id} {access.viewer().id}"


def key_of(sent_as: str, *parts: object) -> str:
    """Return the key of a press: the page's own, and what was pressed on it."""
    pressed = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
    return f"{sent_as[:64]}.{pressed}"


def begin(event: Event, key: str) -> services.Send:
    """Return the send of that key, new or repeated."""
    return services.begin(db.session(), sender(event), key, b"", now=clock.now())


class KeptResult:
    """What a press did so far, kept under its key with each of its steps."""

    def __init__(self, send: services.Send, act: str) -> None:
        self._send = send
        self._body: dict[str, Any] = {"act": act, "done": [], "left": [], "waiting": 0, "served": 0}
        self._acted_on: set[str] = set()

    def add(self, result: Result) -> None:
        """Keep what a step did, in its transaction."""
        body = self._body
        body["done"] += [
            [registration.reference, before.value] for registration, before in result.done
        ]
        self._acted_on |= {registration.reference for registration, _before in result.done}
        body["left"] += [
            [registration.reference, why.value]
            for registration, why in result.left
            if registration.reference
            not in self._acted_on  # a companion whom this very press ended
        ]
        body["waiting"] += sum(
            registration.state is State.WAITING for registration, _before in result.done
        )
        self._answer()

    def add_served(self, number: int) -> None:
        """Keep how many who waited got a place."""
        self._body["served"] += number
        self._answer()

    def _answer(self) -> None:
        self._send.answer(303, json.dumps(self._body))


def kept(event: Event, key: str) -> dict[str, Any] | None:
    """Return what was kept under a key; None: nothing of this person's."""
    stored = services.kept(db.session(), sender(event), key[:200])
    return json.loads(stored) if stored else None


def told_of(event: Event, key: str) -> ResultShown | None:
    """Return the result of a press as the page tells it."""
    result = kept(event, key) if key else None
    if result is None:
        return None
    names = [reference for reference, _why in result["left"]]
    people = queries.chosen(db.session(), access.member().scope, names) if names else []
    whys = {reference: STAYED_WORDS[Stayed(why)] for reference, why in result["left"]}
    return ResultShown(
        key=key,
        act=result["act"],
        sentences=list(_sentences(result)),
        left=[(registration, whys[registration.reference]) for registration in people],
        undo=result["act"] in UNDONE and bool(result["done"]),
    )


def _sentences(result: dict[str, Any]) -> list[Sentence]:
    """Say how many were acted on, where they stand now, and who profited."""
    number, waiting, served = len(result["done"]), result["waiting"], result["served"]
    sentences = [_done(result["act"], number) if number else Sentence("Nothing was changed.")]
    if result["act"] == "approve" and waiting:
        sentences.append(
            Sentence(
                "One person remains on the waiting list, as no place is free.",
                "%(num)s people remain on the waiting list, as no place is free.",
                waiting,
            )
        )
    if served:
        sentences.append(
            Sentence(
                "One person from the waiting list got a place.",
                "%(num)s people from the waiting list got a place.",
                served,
            )
        )
    return sentences


def _done(act: str, n: int) -> Sentence:
    """Return the sentence that counts what an act did."""
    return {
        "confirm": Sentence("One place is confirmed.", "%(num)s places are confirmed.", n),
        "approve": Sentence(
            "One request has been approved.", "%(num)s requests have been approved.", n
        ),
        "decline": Sentence("One person is declined.", "%(num)s people are declined.", n),
        "cancel": Sentence(
            "One registration is cancelled.", "%(num)s registrations are cancelled.", n
        ),
        "move": Sentence("One person has been moved.", "%(num)s people have been moved.", n),
        "link": Sentence(
            "One e-mail with the link is on its way.",
            "%(num)s e-mails with the link are on their way.",
            n,
        ),
        "ask": Sentence("One person is asked by e-mail.", "%(num)s people are asked by e-mail.", n),
        "restore": Sentence(
            "One registration has been restored.", "%(num)s registrations have been restored.", n
        ),
    }[act]
