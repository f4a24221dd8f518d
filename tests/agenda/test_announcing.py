"""Whom a release concerns: who joins and leaves a session is told so, in their language, once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import ToldAlready
from eventapp.agenda.models import SessionPart
from eventapp.agenda.services.announcing import announce
from eventapp.mail.models import Email
from tests.agenda.test_programme import make_item
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def test_who_joins_and_who_leaves_is_told_and_who_has_no_address_is_not(session: Session) -> None:
    event = make_event(session)
    item = make_item(session, event, None)
    ada, bob, cem = (
        make_person(session, event, family_name=name, email=f"{name}@example.org" * (name != "cem"))
        for name in ("ada", "bob", "cem")
    )
    edit_session(session, item, people=[(ada, SessionPart.SPEAKER)])
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    edit_session(session, item, people=[(bob, SessionPart.SPEAKER), (cem, SessionPart.SPEAKER)])
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    newest = queries.latest_release(session, event)
    assert newest is not None

    number = announce(session, event, newest, now=NOON)

    session.flush()
    facts = {email.to_address: email.facts["lines"][0] for email in session.scalars(select(Email))}
    assert number == 2
    assert {name: (line["joins"], line["leaves"]) for name, line in facts.items()} == {
        "ada@example.org": (False, True),
        "bob@example.org": (True, False),
    }
    with pytest.raises(ToldAlready):
        announce(session, event, newest, now=NOON)
