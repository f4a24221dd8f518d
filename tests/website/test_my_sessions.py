"""Sign-up for sessions as participants, visitors, organisers and programs meet it."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from eventapp.registration.models import Registration, SessionPlace
from eventapp.registration.services import session_places
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.own_page import link, press
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release

pytestmark = pytest.mark.on_sqlite
OWN = "/spring/my/sessions"


class Day:
    """An event with a session of one place, which somebody else has, and a free one beside it."""

    def __init__(self, session: Session) -> None:
        self.event, category = make_event_with_category(session)
        self.full = make_workshop(session, self.event, title="Lasers")
        self.free = make_workshop(session, self.event, title="Optics", places=5, minutes=30)
        release(session, self.event)
        self.mine = make_registration(session, self.event, category, "Müller")
        self.other = make_registration(session, self.event, category, "Bob")
        self.sign_up(session, self.other)
        self.full_id, self.free_id = self.full.public_id, self.free.public_id
        self.free_guid = self.free.guid
        self.my_reference, self.other_reference = self.mine.reference, self.other.reference
        self.my_link = link(self.mine)
        session.commit()

    def sign_up(self, session: Session, registration: Registration) -> SessionPlace:
        """Sign somebody up for the full session."""
        key = self.full.public_id
        return session_places.sign_up(session, registration, self.event, key, by=SOMEBODY, now=NOON)


@pytest.fixture
def day(session: Session) -> Day:
    """Return that event."""
    return Day(session)


@pytest.fixture
def visitor(client: FlaskClient, day: Day) -> FlaskClient:
    """Return a browser that opened the mailed link."""
    press(client, day.my_link)
    return client


def act(client: FlaskClient, item: str, what: str) -> tuple[int, str]:
    """Press a button beside a session."""
    return send(client, f"{OWN}?lang=en", f"{OWN}/{item}/{what}")


def places(session: Session) -> list[tuple[str, str]]:
    """Return who holds what, as it stands in the database."""
    statement = select(Registration.family_name, SessionPlace.state).join(
        SessionPlace, SessionPlace.registration_id == Registration.id
    )
    rows = sorted((name, state.value) for name, state in session.execute(statement))
    session.rollback()
    return rows


def test_participant_waits_is_refused_at_the_same_time_gives_up_and_signs_up(
    visitor: FlaskClient, session: Session, day: Day
) -> None:
    assert act(visitor, day.full_id, "sign-up")[0] == 303
    page = visitor.get(f"{OWN}?lang=en").get_data(as_text=True)
    assert "Waiting list, number 1" in page
    assert "You have booked “Lasers” at the same time" in page

    status, text = act(visitor, day.free_id, "sign-up")
    assert (status, "You have booked “Lasers” at the same time" in text) == (409, True)

    assert act(visitor, day.full_id, "give-up")[0] == 303
    assert act(visitor, day.free_id, "sign-up")[0] == 303
    assert places(session) == [("Bob", "confirmed"), ("Müller", "confirmed")]
    assert "Booked" in visitor.get("/spring/my?lang=en").get_data(as_text=True)


def test_who_leaves_a_waiting_list_reads_so_and_who_cancels_a_booking_that(
    visitor: FlaskClient, day: Day
) -> None:
    said = []
    for item in (day.full_id, day.free_id):
        act(visitor, item, "sign-up")
        visitor.get(f"{OWN}?lang=en")
        act(visitor, item, "give-up")
        said.append(visitor.get(f"{OWN}?lang=en").get_data(as_text=True))

    assert ["no longer on the waiting list of this session" in page for page in said] == [
        True,
        False,
    ]
    assert ["Cancelled. Thank you" in page for page in said] == [False, True]


def test_calendar_file_holds_the_sessions_with_a_place_and_no_other(
    visitor: FlaskClient, day: Day
) -> None:
    act(visitor, day.full_id, "sign-up")
    waiting = Calendar.from_ical(visitor.get("/spring/my/event.ics").data)
    act(visitor, day.full_id, "give-up")
    act(visitor, day.free_id, "sign-up")
    signed_up = Calendar.from_ical(visitor.get("/spring/my/event.ics?lang=en").data)

    assert len(waiting.walk("VEVENT")) == 1
    (entry,) = [
        calendar_entry
        for calendar_entry in signed_up.walk("VEVENT")
        if calendar_entry["summary"] == "Optics"
    ]
    assert str(entry["uid"]).startswith(day.free_guid)


def test_public_pages_say_that_there_is_a_sign_up_and_nothing_of_anybody(
    client: FlaskClient, day: Day
) -> None:
    programme = client.get("/spring/agenda?lang=en").get_data(as_text=True)
    page = client.get(f"/spring/agenda/{day.free_id}?lang=en").get_data(as_text=True)

    assert programme.count("booking required") == 2
    assert f"/spring/my/sessions#s-{day.free_id}" in page
    assert "csrf_token" not in page
    assert client.get(OWN).status_code == 401


def test_organiser_turns_the_sign_up_on_with_places_and_groups_and_sees_who_came(
    client: FlaskClient, session: Session, day: Day
) -> None:
    day.sign_up(session, day.mine)
    user = make_member(session, day.event, Role.ORGANISER)
    sign_in(session, client, user)
    edit = f"/spring/manage/agenda/{day.full_id}"
    fields = {
        "title-en": "Lasers",
        "kind": "talk",
        "starts_at": "2027-04-15T11:00",
        "ends_at": "2027-04-15T12:00",
        "public": "y",
        "sign_up": "y",
        "places": "2",
        "categories": "guests",
    }

    status, _text = send(client, edit, **fields)

    assert status == 303
    assert places(session) == [("Bob", "confirmed"), ("Müller", "confirmed")]
    names = client.get(f"{edit}/places?lang=en").get_data(as_text=True)
    assert "2 of 2 places booked" in names
    assert "Müller" in names
    content = client.get(f"{edit}/places.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["family_name"], row["state"]) for row in rows] == [
        ("Bob", "confirmed"),
        ("Müller", "confirmed"),
    ]
    assert send(client, edit, **{**fields, "restricted": "y"})[0] == 422
    assert send(client, edit, **{**fields, "places": "0"})[0] == 422


def test_agenda_editor_sees_how_many_but_not_who(
    client: FlaskClient, session: Session, day: Day
) -> None:
    sign_in(session, client, make_member(session, day.event, Role.AGENDA))
    edit = f"/spring/manage/agenda/{day.full_id}"

    assert "one place booked" in client.get(f"{edit}?lang=en").get_data(as_text=True)
    assert client.get(f"{edit}/places").status_code in {403, 404}
    assert client.get(f"{edit}/places.csv").status_code in {403, 404}


def test_program_signs_up_and_gives_up_by_the_same_rules(
    client: FlaskClient, session: Session, day: Day
) -> None:
    headers = {"Authorization": f"Bearer {make_token(session, day.event)}"}
    session.commit()

    def address(item: str, reference: str) -> str:
        return f"/api/v1/events/spring/sessions/{item}/places/{reference}"

    full, free = (address(public_id, day.my_reference) for public_id in (day.full_id, day.free_id))

    def put(to: str) -> tuple[int, Any]:
        answer = client.put(to, headers=headers)
        return answer.status_code, answer.json

    status, first = put(full)
    assert (status, first["state"], first["position"]) == (200, "waiting", 1)
    assert put(full) == (200, first)
    status, beside = put(free)
    assert status == 409
    assert "Lasers" in beside["detail"]
    assert (
        client.delete(address(day.full_id, day.other_reference), headers=headers).status_code == 204
    )
    assert put(full)[1]["state"] == "confirmed"
    assert client.delete(full, headers=headers).status_code == 204
    assert client.delete(full, headers=headers).status_code == 404
    assert put(address(day.full_id, "NOBODY22"))[0] == 404


def test_program_sets_places_and_groups_and_who_waits_moves_up(
    client: FlaskClient, session: Session, day: Day
) -> None:
    day.sign_up(session, day.mine)
    headers = {"Authorization": f"Bearer {make_token(session, day.event)}"}
    session.commit()
    address = f"/api/v1/events/spring/sessions/{day.full_id}"
    seen: Any = client.get(address, headers=headers).json
    assert (seen["sign_up"], seen["places"], seen["categories"]) == (True, 1, [])

    def change(**given: object) -> tuple[int, Any]:
        tag = client.get(address, headers=headers).headers["ETag"]
        answer = client.patch(address, json=given, headers={**headers, "If-Match": tag})
        return answer.status_code, answer.json

    status, changed = change(places=2, categories=["guests"])
    assert status == 200
    assert (changed["places"], changed["categories"]) == (2, ["guests"])
    assert places(session) == [("Bob", "confirmed"), ("Müller", "confirmed")]
    assert change(categories=["nobody"])[0] == 422
    assert change(restricted=True)[0] == 422
