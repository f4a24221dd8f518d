"""Reading what a list to download holds beside the registrations themselves, a part at a time."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category
from eventapp.registration.models import (
    Answer,
    ConsentGiven,
    Reconfirmation,
    Reconfirming,
    Registration,
)

PLAIN = (
    Registration.reference,
    Registration.state,
    Category.key,
    Registration.title,
    Registration.given_name,
    Registration.family_name,
    Registration.email,
    Registration.organisation_name,
    Registration.country,
    Registration.language,
    Registration.registered_at,
)

NUMBERS: BindParameter[int] = bindparam("numbers", expanding=True)
"""The registrations asked for: given beside a statement, they are free once it has answered.

Within a statement they would be in a ring, which waits for the collector.
"""


def plain(session: Session, numbers: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """Return the PLAIN columns of these registrations, by their number."""
    statement = select(Registration.id, *PLAIN).join(Category, Registration.category)
    rows = session.execute(statement.where(Registration.id.in_(NUMBERS)), {"numbers": numbers})
    return {row[0]: tuple(row)[1:] for row in rows}


def answers(session: Session, numbers: Collection[int]) -> dict[tuple[int, int], str]:
    """Return the answers of these registrations, by registration and question."""
    columns = (Answer.registration_id, Answer.question_id, Answer.chosen, Answer.text)
    statement = select(*columns).where(Answer.registration_id.in_(NUMBERS))
    return {
        (number, question): "; ".join(chosen) if chosen else text
        for number, question, chosen, text in session.execute(statement, {"numbers": numbers})
    }


def consents(
    session: Session, numbers: Collection[int]
) -> dict[tuple[int, int], tuple[datetime, int]]:
    """Return since when what stands agreed to, and which version, by registration and consent."""
    statement = (
        select(
            ConsentGiven.registration_id,
            ConsentGiven.consent_id,
            ConsentGiven.given_at,
            ConsentGiven.text_version,
        )
        .where(ConsentGiven.registration_id.in_(NUMBERS), ConsentGiven.withdrawn_at.is_(None))
        .order_by(ConsentGiven.given_at)
    )
    return {
        (row[0], row[1]): (row[2], row[3])
        for row in session.execute(statement, {"numbers": numbers})
    }


def still_coming(
    session: Session, numbers: Collection[int]
) -> dict[int, tuple[datetime, datetime | None]]:
    """Return when the present holders were asked whether they come, and when they said so."""
    statement = (
        select(Reconfirming.registration_id, Reconfirmation.asked_at, Reconfirming.answered_at)
        .join(Registration, Registration.id == Reconfirming.registration_id)
        .join(Reconfirmation, Reconfirming.reconfirmation)
        .where(
            Reconfirming.registration_id.in_(NUMBERS),
            Reconfirming.holder_no == Registration.holder_no,
        )
    )
    return {
        number: (asked, said)
        for number, asked, said in session.execute(statement, {"numbers": numbers})
    }
