"""Precedence on the waiting list, and places that only some can have."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.registration.models import Contingent, Registration, State
from eventapp.registration.services import changes
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

HIDDEN = re.compile(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"')


def send(client: FlaskClient, reference: str, lang: str = "en", **fields: Any) -> Any:
    """Open a registration, send the form of its precedence; return the answer."""
    page = f"/spring/manage/registrations/{reference}?lang={lang}"
    hidden = dict(HIDDEN.findall(client.get(page).get_data(as_text=True)))
    to = page.replace("?", "/priority?")
    return client.post(to, data={**hidden, **fields})


def test_who_is_given_precedence_gets_the_next_place_and_the_journal_says_why(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=1)
    holder, _second, third = [
        make_registration(session, event, category, name) for name in ("First", "Second", "Third")
    ]
    reference = third.reference
    sign_in(session, client, make_member(session, event))

    answer = send(client, reference, priority="5", priority_reason="Speaks on the panel")

    assert answer.status_code == 303
    entry = session.scalars(select(Entry).where(Entry.action == "priority-set")).one()
    assert entry.changes == {"priority": [0, 5], "reason": "Speaks on the panel"}
    session.expire_all()
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)
    states = {
        registration.family_name: registration.state
        for registration in session.scalars(select(Registration))
    }
    assert states["Third"] is State.CONFIRMED
    assert states["Second"] is State.WAITING


@pytest.mark.parametrize(
    ("typed", "said"),
    [("10", "compris entre 0 et 9"), ("much", "Ce n’est pas un nombre entier")],
)
def test_what_the_library_says_about_a_number_is_said_in_the_language_of_the_reader(
    session: Session, client: FlaskClient, typed: str, said: str
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "First")
    reference = make_registration(session, event, category, "Second").reference
    sign_in(session, client, make_member(session, event))

    answer = send(client, reference, lang="fr", priority=typed, priority_reason="Gardé")

    assert said in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"priority": "10", "priority_reason": "Kept"},
        {"priority": "-1", "priority_reason": "Kept"},
        {"priority": "much", "priority_reason": "Kept"},
        {"priority": "9" * 400, "priority_reason": "Kept"},
        {"priority": "", "priority_reason": "Kept"},
        {"priority": "1", "priority_reason": ""},
        {"priority": "1", "priority_reason": "x" * 501},
        {},
    ],
)
def test_wrong_precedence_is_said_at_the_field_and_changes_nothing(
    session: Session, client: FlaskClient, fields: dict[str, str]
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "First")
    waiting = make_registration(session, event, category, "Second")
    reference = waiting.reference
    sign_in(session, client, make_member(session, event))

    answer = send(client, reference, **fields)

    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert 'class="error"' in text
    assert fields.get("priority_reason", "") in text
    session.expire_all()
    assert set(session.scalars(select(Registration.priority))) == {0}


def test_who_holds_a_place_has_no_precedence(session: Session, client: FlaskClient) -> None:
    event, category = make_event_with_category(session)
    reference = make_registration(session, event, category, "First").reference
    sign_in(session, client, make_member(session, event))

    assert send(client, reference, priority="1", priority_reason="Why").status_code == 409


def test_event_page_counts_no_place_as_free_that_is_kept_for_others(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=10)
    event.published = True
    partners = make_category(session, event, key="partners")
    session.add(Contingent(event=event, name="French", places=3, country="FR"))
    session.add(Contingent(event=event, name="Partners", places=2, category=partners))
    make_registration(session, event, category, "First")
    session.commit()

    text = client.get("/spring/?lang=en", follow_redirects=True).get_data(as_text=True)

    assert "Free places: 4 of 10." in text
    assert "5 more are reserved for certain participants." in text
    assert re.findall(r'<td class="num">(\d+)</td>', text) == ["4", "6"]
