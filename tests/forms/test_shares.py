"""The shares of a contingent: a field for each list, all of it or nothing, and what they would do."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.registration.models import Contingent, ContingentShare, State
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration

HIDDEN = re.compile(r'name="(csrf_token|sent_as|version|seen)"[^>]*value="([^"]*)"')
pytestmark = pytest.mark.on_sqlite


def three_lists(session: Session, client: FlaskClient) -> Event:
    """Return an event of three groups and ten places, its organiser signed in."""
    event, guests = make_event_with_category(session, places=10)
    make_category(session, event, key="press")
    make_category(session, event, key="speakers")
    contingent = Contingent(event=event, name="Pôles", places=7, country="FR")
    session.add(contingent)
    for number in range(5):
        make_registration(session, event, guests, f"Guest{number}")
    sign_in(session, client, make_member(session, event))
    return event


def send(client: FlaskClient, path: str, **fields: Any) -> tuple[int, str]:
    """Send the form of that page; return the status and the text of the answer."""
    hidden = dict(HIDDEN.findall(client.get(path).get_data(as_text=True)))
    typed = {name.replace("shares_", "shares-"): value for name, value in fields.items()}
    answer = client.post(path, data={**hidden, "name": "Pôles", "places": "7", **typed})
    return answer.status_code, answer.get_data(as_text=True)


def page_of(session: Session) -> str:
    """Return the address of the only contingent's form."""
    contingent_id = session.scalars(select(Contingent.id)).one()
    session.rollback()
    return f"/spring/manage/contingents/{contingent_id}?lang=en"


def near(text: str, key: str) -> str:
    """Return the words of the field of one list."""
    match = re.search(
        rf'<div class="field[^>]*>\s*<label for="shares-{key}".*?</div>', text, re.DOTALL
    )
    assert match is not None
    return " ".join(re.sub(r"<[^>]+>", " ", match[0]).split())


def test_every_list_has_a_share_of_its_own(session: Session, client: FlaskClient) -> None:
    three_lists(session, client)
    path = page_of(session)

    status, _ = send(client, path, shares_guests="50", shares_press="30", shares_speakers="20")

    stored = session.execute(select(ContingentShare.category_id, ContingentShare.percent)).all()
    session.rollback()
    text = client.get(path).get_data(as_text=True)
    assert status == 303
    assert sorted(percent for _category, percent in stored) == [20, 30, 50]
    assert re.findall(r'name="shares-\w+"[^>]*value="(\d+)"', text) == ["50", "30", "20"]


def test_beside_each_share_stands_what_its_list_would_get_today(
    session: Session, client: FlaskClient
) -> None:
    three_lists(session, client)
    path = page_of(session)
    send(client, path, shares_guests="50", shares_press="50")

    text = client.get(path).get_data(as_text=True)
    page_text = client.get("/spring/manage/contingents-to-open?lang=en").get_data(as_text=True)

    assert "Today: 4 places. Waiting: 2, of whom with a place: 2." in near(text, "guests")
    assert "Today: 3 places. Nobody is on this waiting list." in near(text, "press")
    assert "Today" not in near(text, "speakers")
    assert "Today: 4 places. Waiting: 2, of whom with a place: 2." in page_text
    assert re.search(r'Open to all</span><span class="num muted">5<', page_text)


@pytest.mark.parametrize(("second", "total"), [("30", 90), ("60", 120)])
def test_shares_that_are_not_all_of_it_are_refused_at_the_field_and_stay_typed(
    session: Session, client: FlaskClient, second: str, total: int
) -> None:
    three_lists(session, client)
    path = page_of(session)

    status, text = send(client, path, name="Other", shares_guests="60", shares_press=second)

    assert status == 422
    assert f"Together the shares make {total} percent; they must make 100." in near(text, "press")
    assert "Together" not in near(text, "guests")
    assert re.findall(r'name="shares-\w+"[^>]*value="(\d*)"', text) == ["60", second, ""]
    assert 'value="Other"' in text
    assert session.scalars(select(ContingentShare)).all() == []


@pytest.mark.parametrize("typed", ["-40", "140", "much", "9" * 400])
def test_what_is_no_percentage_is_refused_where_it_stands(
    session: Session, client: FlaskClient, typed: str
) -> None:
    three_lists(session, client)

    status, text = send(client, page_of(session), shares_guests=typed, shares_press="100")

    assert status == 422
    assert "Error:" in near(text, "guests")
    assert f'value="{typed}"' in text


def test_without_shares_everything_goes_to_whoever_is_next(
    session: Session, client: FlaskClient
) -> None:
    three_lists(session, client)
    path = page_of(session)

    status, _ = send(client, path, shares_guests="", shares_press="0")

    text = client.get("/spring/manage/contingents-to-open?lang=en").get_data(as_text=True)
    assert status == 303
    assert session.scalars(select(ContingentShare)).all() == []
    assert re.search(r'The next person on any list</span><span\s+class="num muted">2<', text)


def test_fewer_places_than_are_used_warn_and_cancel_nobody(
    session: Session, client: FlaskClient
) -> None:
    event = three_lists(session, client)
    (group, *_others) = categories(session, event)
    kept = [
        make_registration(session, event, group, f"French{number}", country="FR")
        for number in range(3)
    ]
    session.commit()
    path = page_of(session)

    status, _ = send(client, path, places="2", country="FR")
    text = client.get("/spring/manage/contingents/?lang=en").get_data(as_text=True)

    session.expire_all()
    assert status == 303
    assert (
        "In “Pôles”, more places are taken (3) than available (2). No registration is cancelled"
        in text
    )
    assert {registration.state for registration in kept} == {State.CONFIRMED}
