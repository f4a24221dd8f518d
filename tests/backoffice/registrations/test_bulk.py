"""The organisers' table: who is found, chosen, acted on together, and put back."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event, Role, WayIn
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration.models import Registration, State
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration

TABLE = "/spring/manage/registrations"
BULK = f"{TABLE}/bulk"
HIDDEN = re.compile(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"')


def fill(session: Session, places: int, names: str) -> tuple[Event, Category]:
    """Return an event with that many places and people who came in this order."""
    event, category = make_event_with_category(session, places=places)
    for name in names.split():
        make_registration(session, event, category, name)
    return event, category


def states(session: Session) -> dict[str, State]:
    """Return the state of everybody by family name; the next request may write."""
    session.expire_all()
    states = {
        registration.family_name: registration.state
        for registration in session.scalars(select(Registration))
    }
    session.rollback()
    return states


def references(session: Session, names: str) -> list[str]:
    """Return the references of these people."""
    statement = select(Registration.reference).where(Registration.family_name.in_(names.split()))
    ordered = list(session.scalars(statement))
    session.rollback()
    return ordered


def press(client: FlaskClient, act: str, pick: list[str], **fields: Any) -> Any:
    """Open the table, tick people, press a button; return the answer."""
    hidden = dict(HIDDEN.findall(client.get(TABLE).get_data(as_text=True)))
    sent = {**hidden, "act": act, "pick": pick, **fields}
    return client.post(BULK + "?lang=en", data=sent)


def told(client: FlaskClient, answer: Any) -> str:
    """Return the page that tells what was done, in English, without the markup."""
    assert answer.status_code == 303
    text = client.get(answer.location + "&lang=en").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_those_who_fit_are_confirmed_and_the_others_stay_and_are_named(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 1, "First Second Third")
    event.places = 2
    sign_in(session, client, make_member(session, event))

    text = told(client, press(client, "confirm", references(session, "First Second Third")))

    assert "One place is confirmed." in text
    assert "2 remained unchanged:" in text
    assert "Ada Third : all places are taken" in text
    assert "Ada First : already confirmed" in text
    assert states(session) == {
        "First": State.CONFIRMED,
        "Second": State.CONFIRMED,
        "Third": State.WAITING,
    }


def test_a_repeated_press_answers_as_the_first_did_and_posts_no_second_email(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 1, "First Second")
    event.places = 2
    sign_in(session, client, make_member(session, event))
    pick = references(session, "Second")

    once = press(client, "confirm", pick, sent_as="the same press")
    again = press(client, "confirm", pick, sent_as="the same press")

    assert once.location == again.location
    emails = session.scalars(select(Email).where(Email.kind == "ConfirmedEmail")).all()
    assert len(emails) == 2  # one at sign-up, one now
    assert session.scalars(select(Entry.action).where(Entry.action == "confirmed")).all() == [
        "confirmed"
    ]


def test_cancelling_asks_with_the_facts_then_serves_who_waits_and_is_undone_while_places_last(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 3, "First Second Third Fourth")
    sign_in(session, client, make_member(session, event))
    pick = references(session, "Second Third")

    asked = press(client, "cancel", pick)
    assert asked.status_code == 200
    assert "2 places become free" in asked.get_data(as_text=True)
    assert states(session)["Second"] is State.CONFIRMED

    answer = press(client, "cancel", pick, sure="y")
    text = told(client, answer)
    assert "2 registrations are cancelled. One person from the waiting list got a place." in text
    assert states(session)["Fourth"] is State.CONFIRMED

    key = answer.location.rsplit("done=", 1)[1]
    back = client.post(f"{TABLE}/undo", data={**hidden(client), "done": key})
    text = told(client, back)

    assert "One registration has been restored." in text
    assert "One remained unchanged: Ada Third : all places are taken" in text
    assert states(session)["Second"] is State.CONFIRMED


def hidden(client: FlaskClient) -> dict[str, str]:
    """Return the hidden fields of the table."""
    return dict(HIDDEN.findall(client.get(TABLE).get_data(as_text=True)))


def test_who_waited_gets_the_former_number_back(session: Session, client: FlaskClient) -> None:
    event, _category = fill(session, 1, "First Second Third")
    sign_in(session, client, make_member(session, event))
    answer = press(client, "cancel", references(session, "Second"), sure="y")
    key = answer.location.rsplit("done=", 1)[1]

    told(client, client.post(f"{TABLE}/undo", data={**hidden(client), "done": key}))

    session.expire_all()
    queue = select(Registration.family_name).where(Registration.state == State.WAITING)
    assert list(session.scalars(queue.order_by(Registration.queue_no))) == ["Second", "Third"]


def test_who_registered_again_is_not_put_back(session: Session, client: FlaskClient) -> None:
    event, category = fill(session, 3, "First")
    sign_in(session, client, make_member(session, event))
    answer = press(client, "cancel", references(session, "First"), sure="y")
    key = answer.location.rsplit("done=", 1)[1]
    make_registration(session, event, category, "First")
    session.commit()

    text = told(client, client.post(f"{TABLE}/undo", data={**hidden(client), "done": key}))

    assert "Ada First : registered again in the meantime" in text


def test_nobody_undoes_what_another_did(session: Session, client: FlaskClient, app: Flask) -> None:
    event, _category = fill(session, 3, "First")
    sign_in(session, client, make_member(session, event))
    answer = press(client, "cancel", references(session, "First"), sure="y")
    key = answer.location.rsplit("done=", 1)[1]
    other = app.test_client()
    member = make_member(session, event, Role.DESK)
    member.email = "other@example.org"
    sign_in(session, other, member)

    assert other.get(f"{TABLE}?done={key}").status_code == 200
    assert "cancelled." not in other.get(f"{TABLE}?done={key}&lang=en").get_data(as_text=True)
    assert client.post(f"{TABLE}/undo", data={**hidden(client), "done": "x"}).status_code == 410


def test_requests_are_granted_as_far_as_places_last_or_declined_with_the_reason(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=1)
    category.way_in = WayIn.APPROVAL
    for name in ("First", "Second", "Third"):
        make_registration(session, event, category, name)
    sign_in(session, client, make_member(session, event))

    text = told(client, press(client, "approve", references(session, "First Second")))
    assert (
        "2 requests have been approved. One person remains on the waiting list, as no place is free."
        in text
    )

    press(client, "decline", references(session, "Third"), sure="y", reason="Members alone")
    email = session.scalars(select(Email).where(Email.kind == "DeclinedEmail")).one()
    assert email.facts["reason"] == "Members alone"


def test_moving_to_a_full_group_leaves_people_where_they_are(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 9, "First Second")
    make_category(session, event, key="small", places=1)
    sign_in(session, client, make_member(session, event))
    pick = references(session, "First Second")

    assert press(client, "move", pick, sure="y", category="no such").status_code == 422
    text = told(client, press(client, "move", pick, sure="y", category="small"))

    assert "One person has been moved." in text
    assert "Ada Second : the category has no place left" in text


def test_all_that_fit_the_search_are_meant_beyond_the_page(
    session: Session, client: FlaskClient
) -> None:
    event, category = fill(session, 99, "")
    for number in range(60):
        make_registration(session, event, category, f"Guest{number}")
    make_registration(session, event, category, "Somebody")
    sign_in(session, client, make_member(session, event))
    form = {**hidden(client), "act": "link", "every": "y"}

    text = told(client, client.post(f"{BULK}?q=guest&lang=en", data=form))

    assert "60 e-mails with the link are on their way." in text
    assert session.scalars(select(Email).where(Email.kind == "LinkEmail")).all()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "explode"}, 422),
        ({}, 422),
        ({"act": "confirm"}, 303),
        ({"act": "confirm", "pick": ["ZZZZZZZZ", "x" * 9000, "\x00"]}, 303),
        ({"act": "decline", "sure": "y", "reason": "x" * 501}, 422),
        ({"act": "confirm", "sent_as": "x" * 100_000}, 303),
        ({"act": "move", "sure": "y", "category": "x" * 100_000}, 422),
    ],
)
def test_nonsense_changes_nothing_and_is_answered(
    session: Session, client: FlaskClient, sent: dict[str, Any], status: int
) -> None:
    event, _category = fill(session, 9, "First")
    sign_in(session, client, make_member(session, event))
    mine = references(session, "First")

    answer = client.post(BULK, data={**hidden(client), "pick": mine, **sent})

    assert answer.status_code == status
    if status == 422 and "reason" in sent:
        assert "501" in answer.get_data(as_text=True)
    assert states(session) == {"First": State.CONFIRMED}


def test_co_host_and_desk_see_no_boxes_and_may_not_press(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 9, "First")
    sign_in(session, client, make_member(session, event, Role.DESK))

    assert 'name="pick"' not in client.get(TABLE).get_data(as_text=True)
    assert client.post(BULK, data={**hidden(client), "act": "confirm"}).status_code == 403
