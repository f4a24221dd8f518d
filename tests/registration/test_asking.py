"""What an event asks: whom, when, and what stays when it asks otherwise."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.errors import AnswerMissing, UnknownAnswer
from eventapp.registration.models import (
    Answer,
    Consent,
    ConsentGiven,
    Question,
    QuestionKind,
    Registration,
    Source,
)
from eventapp.registration.services import registrations, self_service, sign_up
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration


def ask(session: Session, event: Event, key: str, *only_for: Category, **more: object) -> Question:
    """Return a stored question."""
    values = {"kind": QuestionKind.TEXT, "label": Translated.same(key), **more}
    made = Question(event=event, key=key, only_for=list(only_for), **values)  # type: ignore[arg-type]
    session.add(made)
    session.flush()
    return made


def consent(session: Session, event: Event, key: str, *, required: bool = False) -> Consent:
    """Return a stored consent."""
    made = Consent(event=event, key=key, text=Translated.same("I agree."), required=required)
    session.add(made)
    session.flush()
    return made


def keys(session: Session, registration: Registration, event: Event) -> list[str]:
    """Return the keys of what is still asked."""
    asked, texts = queries.still_asked(session, registration, event)
    return [question.key for question in asked] + [text.key for text in texts]


def test_who_left_an_optional_question_empty_is_not_asked_again(session: Session) -> None:
    event, category = make_event_with_category(session)
    ask(session, event, "meal")

    assert keys(session, make_registration(session, event, category), event) == []


def test_who_was_registered_by_somebody_else_is_asked_everything_once(session: Session) -> None:
    event, category = make_event_with_category(session)
    ask(session, event, "meal")
    ask(session, event, "size", required=True)
    consent(session, event, "photos")
    made = sign_up.register_for(
        session, event, category, make_details(), sign_up.Way(Source.MANUAL), by=SOMEBODY, now=NOON
    )
    assert keys(session, made, event) == ["meal", "size", "photos"]

    with pytest.raises(AnswerMissing):
        registrations.answer_later(session, made, event, {}, frozenset(), by=SOMEBODY, now=NOON)
    for _twice in range(2):
        registrations.answer_later(
            session, made, event, {"size": ["M"]}, frozenset(["photos"]), by=SOMEBODY, now=NOON
        )

    assert keys(session, made, event) == []
    assert [answer.text for answer in session.scalars(select(Answer))] == ["M"]
    assert len(session.scalars(select(ConsentGiven)).all()) == 1


def test_new_holder_of_a_place_is_asked_what_the_former_one_answered(session: Session) -> None:
    event, category = make_event_with_category(session)
    ask(session, event, "meal", required=True)
    held = make_registration(session, event, category, "Ada", answers={"meal": ["fish"]})
    assert keys(session, held, event) == []

    self_service.hand_over(session, held, event, make_details("Bob"), by=SOMEBODY, now=NOON)

    assert keys(session, held, event) == ["meal"]


def test_question_the_event_needs_since_today_is_asked_of_who_registered_before(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category)
    ask(session, event, "passport", required=True)

    assert keys(session, held, event) == ["passport"]


def test_question_for_one_group_is_neither_asked_nor_needed_of_another(session: Session) -> None:
    event, guests = make_event_with_category(session)
    press = make_category(session, event, key="press", name=Translated.same("Press"))
    ask(session, event, "medium", press, required=True)

    assert keys(session, make_registration(session, event, guests, "Ada"), event) == []
    with pytest.raises(AnswerMissing):
        make_registration(session, event, press, "Bob")
    with pytest.raises(UnknownAnswer):
        make_registration(session, event, guests, "Eve", answers={"medium": ["ARD"]})


def test_sign_up_form_needs_an_answer_of_the_group_asked_alone(
    session: Session, client: FlaskClient
) -> None:
    event, _guests = make_event_with_category(session)
    press = make_category(session, event, key="press", name=Translated.same("Press"))
    ask(session, event, "medium", press, required=True)
    session.commit()
    person = {"family_name": "Ada", "email": "ada@example.org", "language": "en"}
    client.application.config["WTF_CSRF_ENABLED"] = False

    refused = client.post("/spring/register", data={**person, "category": "press"})
    taken = client.post(
        "/spring/register", data={**person, "category": "guests", "q_medium": "left over"}
    )

    assert refused.status_code == 422
    assert 'id="q_medium-error"' in refused.get_data(as_text=True)
    assert taken.status_code == 303
    assert session.scalars(select(Registration.family_name)).all() == ["Ada"]
    assert session.scalars(select(Answer)).all() == []


def test_own_page_leads_to_what_is_missing_and_keeps_quiet_afterwards(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    ask(session, event, "size", required=True)
    consent(session, event, "photos")
    made = sign_up.register_for(
        session, event, category, make_details(), sign_up.Way(Source.MANUAL), by=SOMEBODY, now=NOON
    )
    session.flush()
    place = users.sign_in_participant(session, made.id, 1, browser="", now=clock.now())
    session.commit()
    client.set_cookie("place", place)
    client.get("/lang/en")
    client.application.config["WTF_CSRF_ENABLED"] = False

    assert "2 questions are awaiting" in client.get("/spring/my").get_data(as_text=True)
    too_long = client.post("/spring/my/questions", data={"q_size": "x" * 600})
    assert too_long.status_code == 422
    assert "x" * 600 in too_long.get_data(as_text=True)
    assert client.post("/spring/my/questions", data={"q_size": "M"}).status_code == 303

    assert "are awaiting" not in client.get("/spring/my").get_data(as_text=True)
    assert "You have answered all questions" in client.get("/spring/my/questions").get_data(
        as_text=True
    )
