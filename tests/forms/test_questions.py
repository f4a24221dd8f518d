"""The sign-up form as organisers write it: questions, choices, consents."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.registration.models import (
    Consent,
    ConsentGiven,
    ConsentText,
    Question,
    QuestionChoice,
    QuestionKind,
)
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event_with_category(session)[0]
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


QUESTION = {"label-de": "Größe?", "kind": "choice", "choices-0-de": "M", "choices-1-de": "L"}


def question(session: Session) -> Question:
    """Return the only question there is."""
    session.commit()
    session.expire_all()
    question = session.scalars(select(Question)).one()
    session.commit()
    return question


@pytest.mark.usefixtures("event")
def test_organiser_writes_a_question_with_choices_and_the_form_asks_it(
    session: Session, client: FlaskClient
) -> None:
    assert send(client, "/spring/manage/questions/add", **QUESTION, required="y")[0] == 303

    for page in ("/spring/register", "/spring/manage/form"):
        text = client.get(page).get_data(as_text=True)
        assert "Größe?" in text
        assert 'value="c2"' in text
    made = question(session)
    assert (made.key, made.required, made.kind) == ("grosse", True, QuestionKind.CHOICE)


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"label-de": " "}, "label-de"),
        ({"label-de": "x" * 300}, "label-de"),
        ({"kind": "riddle"}, "kind"),
        ({"choices-1-de": ""}, "choices"),
        ({"choices-1-de": "x" * 300}, "choices-1-de"),
        ({"position": "9" * 30}, "position"),
        ({"position": "first"}, "position"),
        ({"categories": "nobody"}, "categories"),
    ],
)
def test_wrong_question_is_told_at_its_field_and_nothing_is_lost(
    session: Session, client: FlaskClient, changed: dict[str, str], field: str
) -> None:
    given = {**QUESTION, "hint-fr": "Kept", **changed}

    status, text = send(client, "/spring/manage/questions/add", **given)

    assert status == 422
    assert f'id="{field}-error"' in text
    assert "Kept" in text
    assert session.scalars(select(Question)).all() == []


def test_answered_question_keeps_its_kind_and_its_chosen_answers_and_is_archived_not_deleted(
    session: Session, client: FlaskClient, event: Event
) -> None:
    send(client, "/spring/manage/questions/add", **QUESTION)
    page = f"/spring/manage/questions/{question(session).id}"
    key = question(session).key
    group = session.scalars(select(Category)).one()
    make_registration(session, event, group, "Ada", answers={key: ["c1"]})
    session.commit()

    other_kind = send(client, page, **{**QUESTION, "kind": "text"})
    assert other_kind[0] == 422
    assert 'id="kind-error"' in other_kind[1]
    gone = send(client, page, **{**QUESTION, "choices-0-de": ""})
    assert gone[0] == 422
    assert "“M” has been chosen once and cannot be removed" in gone[1]
    assert (
        send(client, page, **{**QUESTION, "choices-0-de": "Medium", "choices-1-de": "Large"})[0]
        == 303
    )
    assert press(client, page, "delete")[0] == 409
    assert press(client, page, "archive")[0] == 303

    session.commit()
    labels = session.scalars(select(QuestionChoice).order_by(QuestionChoice.position)).all()
    assert [(choice.key, choice.label["de"]) for choice in labels] == [
        ("c1", "Medium"),
        ("c2", "Large"),
    ]
    session.commit()
    assert "Größe?" not in client.get("/spring/register").get_data(as_text=True)
    taken_away = client.get("/spring/manage/registrations.csv").get_data(as_text=True)
    assert "answer.grosse" in taken_away
    assert "c1" in taken_away


@pytest.mark.usefixtures("event")
def test_question_nobody_answered_is_deleted_with_its_choices_and_groups(
    session: Session, client: FlaskClient
) -> None:
    send(client, "/spring/manage/questions/add", **QUESTION, categories="guests")
    assert [category.key for category in question(session).only_for] == ["guests"]
    session.commit()
    page = f"/spring/manage/questions/{question(session).id}"

    assert press(client, page, "delete")[0] == 303

    assert session.scalars(select(Question)).all() == []
    assert session.scalars(select(QuestionChoice)).all() == []


def test_other_wording_of_a_consent_is_a_new_version_and_what_was_agreed_to_stays(
    session: Session, client: FlaskClient, event: Event
) -> None:
    assert send(client, "/spring/manage/consents/add", **{"text-de": "Fotos sind recht."})[0] == 303
    consent = session.scalars(select(Consent)).one()
    group = session.scalars(select(Category)).one()
    make_registration(session, event, group, "Ada", consents=frozenset([consent.key]))
    session.commit()
    page = f"/spring/manage/consents/{consent.id}"

    assert send(client, page, **{"text-de": "Fotos und Filme sind recht."})[0] == 303
    assert send(client, page, **{"text-de": "Fotos, Filme und Ton."})[0] == 303

    session.expire_all()
    assert (consent.text_version, consent.text["de"]) == (2, "Fotos, Filme und Ton.")
    assert session.scalars(select(ConsentText.text)).one()["de"] == "Fotos sind recht."
    assert session.scalars(select(ConsentGiven.text_version)).one() == 1
    session.commit()
    assert "Fotos sind recht." in client.get(page).get_data(as_text=True)
    head, row = (
        line.split(",")
        for line in client.get("/spring/manage/registrations.csv")
        .get_data(as_text=True)
        .splitlines()
    )
    assert row[head.index(f"consent_version.{consent.key}")] == "1"
    assert press(client, page, "delete")[0] == 409
