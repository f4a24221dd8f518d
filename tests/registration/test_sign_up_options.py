"""What an event offers is kept between requests and never old."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from eventapp.events.models import Category, Event
from eventapp.events.services import CategoryChange
from eventapp.forms.kinds import KINDS
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.models import (
    AccessCode,
    Consent,
    Contingent,
    Question,
    QuestionKind,
)
from eventapp.registration.services import access_codes, asking, contingents
from eventapp.registration.services.categories import change_category
from eventapp.registration.services.consents import ConsentChange, change_consent
from eventapp.workflows import records
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.registration.test_cost import make_busy_event


def _edit_group(session: Session, category: Category, **fields: Any) -> None:
    change = replace(CategoryChange.of(category), **fields)
    change_category(session, category, change, by=SOMEBODY, now=NOON)


def _close_group(session: Session, _event: Event, category: Category) -> None:
    _edit_group(session, category, places=0)


def _rename_group(session: Session, _event: Event, category: Category) -> None:
    _edit_group(session, category, name=Translated.same("Renamed"))


def _ask(session: Session, event: Event, _category: Category) -> None:
    new = asking.QuestionChange(label=Translated.same("New"))
    asking.add_question(session, event, new, by=SOMEBODY, now=NOON)


def _edit_question(session: Session, **fields: Any) -> None:
    question = session.scalars(select(Question).options(selectinload(Question.only_for))).one()
    change = replace(asking.QuestionChange.of(question), **fields)
    asking.change_question(session, question, change, by=SOMEBODY, now=NOON)


def _choice(session: Session, _event: Event, _category: Category) -> None:
    words = [("", Translated.same(name)) for name in ("All", "None")]
    _edit_question(session, kind=QuestionKind.CHOICE, choices=words)


def _for_a_group(session: Session, _event: Event, category: Category) -> None:
    _edit_question(session, categories=[category.key])


def _stop_asking(session: Session, _event: Event, _category: Category) -> None:
    _edit_question(session, active=False)


def _reword(session: Session, _event: Event, _category: Category) -> None:
    consent = session.scalars(select(Consent).where(Consent.key == "list")).one()
    change = replace(ConsentChange.of(consent), text=Translated.same("Other words"))
    change_consent(session, consent, change, by=SOMEBODY, now=NOON)


def _forget_consent(session: Session, event: Event, _category: Category) -> None:
    consent = session.scalars(select(Consent).where(Consent.key == "list")).one()
    records.delete(session, event, consent, KINDS["consents"].named(consent), by=SOMEBODY, now=NOON)


def _release(session: Session, event: Event, _category: Category) -> None:
    kept = session.scalars(select(Contingent)).one()
    contingents.release(session, kept, event, by=SOMEBODY, now=NOON)


def _withdraw_code(session: Session, _event: Event, _category: Category) -> None:
    code = session.scalars(select(AccessCode)).one()
    access_codes.withdraw(session, code, by=SOMEBODY, now=NOON)


CHANGES = (
    _close_group,
    _rename_group,
    _ask,
    _choice,
    _for_a_group,
    _stop_asking,
    _reword,
    _forget_consent,
    _release,
    _withdraw_code,
)


def told(session: Session, event: Event) -> tuple[object, ...]:
    """Return everything of the offer as plain values."""
    offer = queries.offering(session, event)
    return (
        [(category.key, category.name, category.places) for category in offer.categories],
        [(contingent.name, contingent.places) for contingent in offer.contingents],
        [
            (question.key, [c.key for c in question.choices], [c.key for c in question.only_for])
            for question in offer.questions
        ],
        [(consent.key, consent.text) for consent in offer.consents],
        offer.takes_codes,
    )


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_what_is_offered_is_seen_at_once_here_and_elsewhere(
    session: Session, change: Callable[[Session, Event, Category], None]
) -> None:
    event, category = make_busy_event(session)
    before = told(session, event)

    change(session, event, category)
    here = told(session, event)
    session.commit()
    with Session(session.get_bind()) as other:
        elsewhere = told(other, other.get_one(Event, event.id))

    assert here != before
    assert elsewhere == here


def test_what_was_rolled_back_is_forgotten(session: Session) -> None:
    event, category = make_busy_event(session)
    before = told(session, event)

    _close_group(session, event, category)
    assert told(session, event) != before
    session.rollback()

    assert told(session, event) == before
