"""Consents: another wording is another version once somebody agreed, and the former is kept."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.models import Consent
from eventapp.registration.services.consents import (
    ConsentChange,
    add_consent,
    change_consent,
    wordings,
)
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def add(session: Session, event: Event, words: str = "List me") -> Consent:
    """Add a consent of these words."""
    change = ConsentChange(text=Translated.same(words))
    return add_consent(session, event, change, by=SOMEBODY, now=NOON)


def reword(session: Session, consent: Consent, words: str) -> list[tuple[int, str, int]]:
    """Give a consent other words; return its wordings with the agreements to each."""
    change = replace(ConsentChange.of(consent), text=Translated.same(words))
    change_consent(session, consent, change, by=SOMEBODY, now=NOON)
    versions = wordings(session, consent)
    return [(wording.version, wording.text.into("en"), wording.number) for wording in versions]


def test_a_wording_that_nobody_agreed_to_is_simply_another(session: Session) -> None:
    consent = add(session, make_event_with_category(session)[0])

    assert reword(session, consent, "Name me") == [(1, "Name me", 0)]


def test_a_wording_that_somebody_agreed_to_is_kept_with_the_number(session: Session) -> None:
    event, category = make_event_with_category(session)
    consent = add(session, event)
    make_registration(session, event, category, consents=frozenset([consent.key]))

    assert reword(session, consent, "Name me") == [(2, "Name me", 0), (1, "List me", 1)]
    assert wordings(session, consent)[1].until == NOON


def test_two_of_the_same_words_have_keys_of_their_own(session: Session) -> None:
    event = make_event_with_category(session)[0]

    assert [add(session, event).key for _ in range(2)] == ["list-me", "list-me-2"]
