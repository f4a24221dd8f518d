"""A reminder names what is missing of that person, once a day, and goes where the answer comes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.services.reminders import PAUSE, due, remind
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor
from tests.speakers.services.test_invitations import deeds

pytestmark = pytest.mark.on_sqlite


def test_each_is_reminded_of_what_is_theirs_and_not_twice_a_day(
    session: Session, event: Event
) -> None:
    invited = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    invited.answer_by = (NOON - timedelta(days=2)).date()
    accepted = make_contributor(
        session,
        event,
        state=ContributorState.ACCEPTED,
        family_name="Courtois",
        email="c@example.org",
        assistant_email="a@example.org",
    )
    accepted.technical_needs, accepted.recording, accepted.photographs = "", True, False
    draft = make_contributor(session, event, family_name="Draft", email="d@example.org")
    silent = make_contributor(
        session, event, state=ContributorState.ACCEPTED, family_name="No address"
    )
    every = [invited, accepted, draft, silent]

    before = due(session, event, every, now=NOON)
    those = remind(session, event, every, message="Bitte", by=SOMEBODY, now=NOON)

    assert those == before
    emails = {row.to_address: row.facts["missing"] for row in session.scalars(select(Email))}
    late = (NOON - timedelta(days=2)).date()
    assert list(emails) == ["g@example.org", "a@example.org"]
    assert emails["g@example.org"][0].startswith("Antwort überfällig seit")
    assert str(late.day) in emails["g@example.org"][0]
    assert emails["a@example.org"] == [
        "Funktion",
        "Kurzbiografie (Deutsch, Französisch und Englisch)",
        "Porträt",
        "Folien",
    ]
    assert deeds(session, invited) == ["contributor-reminded"]
    assert remind(session, event, every, by=SOMEBODY, now=NOON + PAUSE / 2) == []
    assert len(due(session, event, every, now=NOON + PAUSE)) == 2


def test_the_deadline_is_told_with_what_is_missing(session: Session, event: Event) -> None:
    contributor = make_contributor(
        session, event, state=ContributorState.ACCEPTED, email="g@example.org"
    )
    contributor.details_by = date(2099, 1, 1)

    remind(session, event, [contributor], by=SOMEBODY, now=NOON)

    [email] = session.scalars(select(Email))
    assert (email.facts["due"], email.facts["is_late"]) == ("2099-01-01", False)
