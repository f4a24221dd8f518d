"""C5: twenty organisers save what they read at the same moment; one wins, nobody overwrites."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.agenda.models import AgendaSession
from eventapp.backoffice.agenda.forms import slot_seen
from eventapp.events.models import Event, Role
from eventapp.events.services import give_role
from eventapp.journal.models import Entry
from eventapp.registration.models import Registration
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.agenda import make_room, make_session
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.load.test_seat_race import at_once, call

pytestmark = [pytest.mark.load, pytest.mark.timeout(120)]
EDITORS = 20
HIDDEN = re.compile(r'name="(csrf_token|sent_as|version|seen|stood)"[^>]*value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a registration to be changed."""
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    session.commit()
    return event


@pytest.fixture
def editors(session: Session, event: Event) -> list[str]:
    """Return the sign-ins of that many organisers, each a person of their own."""
    addresses, now = [], clock.now()
    for number in range(EDITORS):
        address = f"organiser{number}@example.org"
        user = users.add_user(session, address, name=f"Organiser {number}", language="en", now=now)
        give_role(session, event, user, Role.ORGANISER, now=now)
        addresses.append(users.sign_in(session, user, browser="test", strong=False, now=now))
    session.commit()
    return addresses


def entries(session: Session, action: str) -> list[Entry]:
    """Return what the journal holds of that kind."""
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Entry).where(Entry.action == action)))


def journal_length(session: Session) -> int:
    """Return how many entries there are."""
    session.rollback()
    length = len(session.scalars(select(Entry.id)).all())
    session.rollback()
    return length


Sender = Callable[[int], int]


def readied(
    url: str, editors: list[str], page: str, fields: Callable[[int], dict[str, Any]]
) -> tuple[Sender, dict[int, str]]:
    """Let every editor open the page; return what saves theirs, and what each was answered."""
    ready: list[tuple[dict[str, str], str]] = []
    for turn, value in enumerate(editors):
        who = {"Cookie": f"who={value}"}
        _, (headers, content) = call(url, "GET", f"{page}?lang=en", "", who)
        cookies = [cookie.partition(";")[0] for cookie in headers.get_all("Set-Cookie") or ()]
        sent = {**FORM, "Cookie": "; ".join([*cookies, f"who={value}"])}
        hidden = dict(HIDDEN.findall(content.decode()))
        ready.append((sent, urlencode({**hidden, **fields(turn)})))
    answers: dict[int, str] = {}

    def save(turn: int) -> int:
        sent, body = ready[turn]
        status, (_headers, content) = call(url, "POST", page, body, sent)
        answers[turn] = content.decode()
        return int(status)

    return save, answers


def person(turn: int) -> dict[str, Any]:
    """Return what an organiser types about the person, each something else."""
    return {"given_name": "Ada", "family_name": f"Typed-by-{turn}", "language": "de"}


def test_one_of_twenty_corrections_of_a_person_wins_and_the_others_keep_what_they_typed(
    live: LiveServer, session: Session, event: Event, editors: list[str]
) -> None:
    registration = session.scalars(
        select(Registration).where(Registration.event_id == event.id)
    ).one()
    version, page = (
        registration.version,
        f"/spring/manage/registrations/{registration.reference}/edit",
    )
    before = journal_length(session)
    save, answers = readied(live.url, editors, page, person)

    assert at_once(EDITORS, save) == {303: 1, 422: EDITORS - 1}

    session.refresh(registration)
    winner = int(registration.family_name.removeprefix("Typed-by-"))
    assert registration.version == version + 1
    assert journal_length(session) == before + 1
    for turn, text in answers.items():
        if turn != winner:
            assert f'value="Typed-by-{turn}"' in text
            assert "in the meantime" in text


def test_one_of_twenty_programs_changes_a_version_and_the_others_are_told_it_is_stale(
    live: LiveServer, session: Session, event: Event
) -> None:
    token = make_token(session, event)
    registration = session.scalars(
        select(Registration).where(Registration.event_id == event.id)
    ).one()
    version, before = registration.version, journal_length(session)
    path = f"/api/v1/events/spring/registrations/{registration.reference}"
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "If-Match": f'"{version}"',
    }
    session.rollback()

    def change(turn: int) -> int:
        body = json.dumps({"family_name": f"Typed-by-{turn}"})
        return call(live.url, "PATCH", path, body, headers)[0]

    answers = at_once(EDITORS, change)

    assert answers[200] == 1
    assert answers[409] + answers[412] == EDITORS - 1
    session.refresh(registration)
    assert registration.version == version + 1
    assert registration.family_name.startswith("Typed-by-")
    assert journal_length(session) == before + 1


def test_one_of_twenty_programs_changes_a_room_or_session_and_the_others_are_told_it_is_stale(
    live: LiveServer, session: Session, event: Event
) -> None:
    item = talk(session, event)
    room = make_room(session, event)
    session.commit()
    paths = {f"sessions/{item.public_id}": "title", f"rooms/{room.public_id}": "name"}
    headers = {
        "Authorization": f"Bearer {make_token(session, event)}",
        "Content-Type": "application/json",
        "If-Match": '"1"',
    }
    session.rollback()
    for path, field in paths.items():

        def change(turn: int, path: str = path, field: str = field) -> int:
            body = json.dumps({field: {"en": f"Typed-by-{turn}"}})
            return call(live.url, "PATCH", f"/api/v1/events/spring/{path}", body, headers)[0]

        assert at_once(EDITORS, change) == {200: 1, 412: EDITORS - 1}

    session.refresh(item)
    session.refresh(room)
    assert (item.version, room.version) == (2, 2)
    assert len(entries(session, "record-changed")) == 2


def talk(session: Session, event: Event) -> AgendaSession:
    """Return a session of the draft."""
    item = make_session(session, event, "Opening")
    session.commit()
    return item


def test_one_of_twenty_edits_of_a_session_wins_and_the_others_keep_what_they_typed(
    live: LiveServer, session: Session, event: Event, editors: list[str]
) -> None:
    item = talk(session, event)
    version, page = item.version, f"/spring/manage/agenda/{item.public_id}"
    save, answers = readied(
        live.url,
        editors,
        page,
        lambda turn: {"title-en": f"Typed-by-{turn}", "title-de": "x", "kind": "talk"},
    )

    statuses = at_once(EDITORS, save)

    session.refresh(item)
    assert statuses == {303: 1, 422: EDITORS - 1}, answers[0][:3000]
    winner = int(item.title.into("en").removeprefix("Typed-by-"))
    assert item.version == version + 1
    for turn, text in answers.items():
        if turn != winner:
            assert f"Typed-by-{turn}" in text


def test_one_of_twenty_moves_of_a_session_wins_and_is_written_down_once(
    live: LiveServer, session: Session, event: Event, editors: list[str]
) -> None:
    item = talk(session, event)
    version, slot = item.version, slot_seen(item)
    page = f"/spring/manage/agenda/{item.public_id}"
    ready, answers = [], []
    for value in editors:
        who = {"Cookie": f"who={value}"}
        _, (headers, content) = call(live.url, "GET", f"{page}?lang=en", "", who)
        cookies = [cookie.partition(";")[0] for cookie in headers.get_all("Set-Cookie") or ()]
        hidden = dict(HIDDEN.findall(content.decode()))
        ready.append((hidden, {**FORM, "Cookie": "; ".join([*cookies, f"who={value}"])}))

    def move(turn: int) -> int:
        hidden, sent = ready[turn]
        starts = f"2027-04-15T{10 + turn % 10}:{turn:02}"
        body = {**hidden, "seen": slot, "starts_at": starts, "ends_at": "2027-04-15T23:00"}
        status, (_headers, content) = call(live.url, "POST", f"{page}/move", urlencode(body), sent)
        answers.append((status, content.decode()[:1500]))
        return int(status)

    statuses = at_once(EDITORS, move)

    session.refresh(item)
    assert (statuses[303], statuses[409]) == (1, EDITORS - 1), (statuses, answers[0])
    assert item.version == version + 1
    assert len(entries(session, "session-moved")) == 1
