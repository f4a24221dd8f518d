"""What a sign-up at the form costs, and that what is kept between requests is never old."""

import re
import secrets

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.registration.models import (
    AccessCode,
    Answer,
    Consent,
    ConsentGiven,
    Contingent,
    Question,
    QuestionChoice,
    QuestionKind,
    Registration,
)
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration
from tests.statements import counted

MOST = 14
"""Statements of a whole sign-up: the form fetched and sent."""


def make_busy_event(session: Session) -> tuple[Event, Category]:
    """Return an event that uses everything the form can hold."""
    event, category = make_event_with_category(session, places=50)
    event.registration_closes_at = None
    diet = Question(
        event=event, key="diet", kind=QuestionKind.CHOICE, label=Translated.same("Diet")
    )
    session.add_all(
        [
            diet,
            QuestionChoice(question=diet, key="vegan", label=Translated.same("Vegan")),
            QuestionChoice(question=diet, key="other", label=Translated.same("Other")),
            Consent(event=event, key="privacy", text=Translated.same("I agree"), required=True),
            Consent(event=event, key="list", text=Translated.same("List me")),
            Contingent(event=event, name="France", places=5, country="FR"),
            AccessCode(event=event, category=category, code="OPEN", created_at=NOON),
        ]
    )
    session.commit()
    return event, category


def sign_up(client: FlaskClient) -> int:
    """Fetch the form and send it, as a browser does; return the status of the answer."""
    page = client.get("/spring/register").get_data(as_text=True)
    fields = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page))
    fields |= {
        "family_name": "Visitor",
        "email": f"{secrets.token_hex(6)}@example.org",
        "organisation": "Chemie-Cluster Bayern",
        "language": "en",
        "category": "guests",
        "q_diet": "vegan",
        "consent_privacy": "y",
        "consent_list": "y",
    }
    return client.post("/spring/register", data=fields).status_code


def test_a_whole_sign_up_sends_at_most_fourteen_statements(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    make_busy_event(session)
    assert sign_up(client) == 303

    with counted(app) as sent:
        status = sign_up(client)

    assert status == 303
    assert len(sent) <= MOST, "\n".join(sent)
    stored = [session.scalar(select(func.count(model.id))) for model in (Registration, Answer)]
    assert [*stored, session.scalar(select(func.count(ConsentGiven.id)))] == [2, 2, 4]


def test_a_sign_up_that_waits_sends_at_most_eighteen_statements(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    event, _category = make_busy_event(session)
    event.places = 5
    session.commit()
    assert [sign_up(client), sign_up(client)] == [303, 303]

    with counted(app) as sent:
        status = sign_up(client)

    assert status == 303
    assert len(sent) <= MOST + 4, "\n".join(sent)


def test_a_sign_up_reads_nobody_who_waits_for_a_place_it_does_not_want(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    event, _category = make_busy_event(session)
    full = Category(event=event, key="members", name=Translated.same("Members"), places=0)
    session.add(full)
    event.revision += 1
    for number in range(60):
        make_registration(session, event, full, f"Waits{number}", consents=frozenset({"privacy"}))
    session.commit()
    assert sign_up(client) == 303

    with counted(app) as sent:
        status = sign_up(client)

    assert status == 303
    assert len(sent) <= MOST + 2, "\n".join(sent)
    assert not [
        statement
        for statement in sent
        if "registration.family_name" in statement and "LIMIT" in statement
    ]
