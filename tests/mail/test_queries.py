"""What goes next: what somebody waits for before a mailing, and only what is due."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail import queries
from eventapp.mail.models import Email, EmailState, Urgency
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite
MINUTE = timedelta(minutes=1)


def test_an_answer_goes_before_a_mailing_and_what_was_tried_waits_its_pause(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name)
    session.flush()
    mailing, answer = session.scalars(select(Email).order_by(Email.id)).all()
    mailing.urgency, answer.urgency = Urgency.MAILING, Urgency.ANSWER
    session.flush()

    def next_one() -> Email | None:
        return session.scalars(queries.NEXT, queries.moments(NOON)).one_or_none()

    assert next_one() is answer
    answer.attempts, answer.next_try_at = 1, NOON + MINUTE / 2
    session.flush()
    assert next_one() is mailing
    mailing.state = EmailState.SENT
    session.flush()
    assert next_one() is None
    assert queries.any_due(session, NOON + MINUTE)
    assert queries.counts(session) == {"queued": 1, "sent": 1}
