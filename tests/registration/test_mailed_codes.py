"""Digits of an e-mail: for one purpose, once, soon, and not by guessing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.mail.links import six_digits
from eventapp.registration.errors import (
    TooManyCodes,
)
from eventapp.registration.models import CodePurpose
from eventapp.registration.services import mailed_codes
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

SECRET = "a secret of this test, long enough"


def test_a_mailed_code_is_good_for_its_purpose_once_and_for_a_quarter_of_an_hour(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    code = mailed_codes.send(session, held, event, CodePurpose.ERASE, now=NOON)
    digits = six_digits(SECRET, "erase", code.public_id)

    def proves(purpose: CodePurpose, typed: str, minutes: int = 1) -> bool:
        at = NOON + timedelta(minutes=minutes)
        return mailed_codes.proves(session, held, purpose, typed, secret=SECRET, now=at)

    assert not proves(CodePurpose.EXPORT, digits)
    assert not proves(CodePurpose.ERASE, digits, minutes=15)
    assert proves(CodePurpose.ERASE, f"{digits[:3]} {digits[3:]}")
    assert not proves(CodePurpose.ERASE, digits)


def test_after_five_wrong_tries_the_right_digits_come_too_late(session: Session) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    code = mailed_codes.send(session, held, event, CodePurpose.ERASE, now=NOON)
    digits = six_digits(SECRET, "erase", code.public_id)
    wrong = "000000" if digits != "000000" else "000001"

    for _ in range(5):
        assert not mailed_codes.proves(
            session, held, CodePurpose.ERASE, wrong, secret=SECRET, now=NOON
        )

    assert not mailed_codes.proves(
        session, held, CodePurpose.ERASE, digits, secret=SECRET, now=NOON
    )


def test_nobody_has_codes_sent_without_end(session: Session) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    for _ in range(5):
        mailed_codes.send(session, held, event, CodePurpose.EXPORT, now=NOON)

    with pytest.raises(TooManyCodes):
        mailed_codes.send(session, held, event, CodePurpose.EXPORT, now=NOON)


def test_codes_of_a_clock_that_was_ahead_neither_count_nor_open(session: Session) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    ahead = NOON + timedelta(hours=3)
    for _ in range(mailed_codes.MOST_AN_HOUR):
        old = mailed_codes.send(session, held, event, CodePurpose.EXPORT, now=ahead)

    new = mailed_codes.send(session, held, event, CodePurpose.EXPORT, now=NOON)

    def proves(code: str, *, at: datetime) -> bool:
        digits = six_digits(SECRET, CodePurpose.EXPORT.value, code)
        return mailed_codes.proves(session, held, CodePurpose.EXPORT, digits, secret=SECRET, now=at)

    assert not proves(old.public_id, at=NOON)
    assert not proves(old.public_id, at=ahead)
    assert proves(new.public_id, at=NOON)
