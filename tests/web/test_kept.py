"""A page that is the same for everybody is made once, however many ask for it at once."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import event as listening
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.web.kept import Kept
from eventapp.web.pages import KEPT
from tests.agenda.test_programme import make_talk
from tests.conftest import LiveServer
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

VISITORS = 12
PATIENCE = 20
PAGES = ("agenda", "speakers", "agenda/changes", "agenda/changes.atom", "agenda.json", "")


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose programme is released."""
    event = make_event(session)
    make_talk(session, event)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    return event


@contextmanager
def rendered(app: Flask) -> Iterator[list[str]]:
    """Give the names of the templates that are rendered meanwhile."""
    names: list[str] = []

    def note(_app: Flask, template: Any, **_context: object) -> None:
        names.append(template.name)

    with template_rendered.connected_to(note, app):
        yield names


def together(act: Callable[[int], bytes], number: int) -> list[bytes]:
    """Return what so many get who begin at one moment."""
    start = threading.Barrier(number)

    def begin(number: int) -> bytes:
        start.wait(PATIENCE)
        return act(number)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(begin, range(number)))


def test_many_at_once_have_one_maker_and_get_one_page() -> None:
    kept, made = Kept(), []
    gate = threading.Event()

    def make() -> str:
        made.append("made")
        gate.wait(PATIENCE)
        return "page"

    threading.Timer(0.2, gate.set).start()
    pages = together(lambda _n: kept.fetch("agenda", "1", make).content, VISITORS)
    assert (made, set(pages)) == (["made"], {b"page"})


def test_the_former_page_is_shown_while_the_next_is_made() -> None:
    kept, gate, began = Kept(), threading.Event(), threading.Event()
    kept.fetch("agenda", "1", lambda: "former")

    def make() -> str:
        began.set()
        assert gate.wait(PATIENCE)
        return "next"

    with ThreadPoolExecutor(1) as pool:
        maker = pool.submit(kept.fetch, "agenda", "2", make)
        assert began.wait(PATIENCE)
        meanwhile = kept.fetch("agenda", "2", make)
        gate.set()
        assert (meanwhile.tag, meanwhile.content) == ("1", b"former")
        assert maker.result(PATIENCE).content == b"next"
    assert kept.fetch("agenda", "2", make).content == b"next"


def test_room_is_made_by_what_was_not_asked_for_longest_alone() -> None:
    kept = Kept(most_bytes=50)  # each is packed to 14
    made: list[str] = []

    def ask(address: str) -> None:
        kept.fetch(address, "1", lambda: made.append(address) or "ten bytes!")  # type: ignore[func-returns-value]

    for address in ("a", "b", "c", "a", "d", "a", "c", "d"):
        ask(address)
    assert made == ["a", "b", "c", "d"]
    ask("b")
    assert made == ["a", "b", "c", "d", "b"]


def test_who_waits_meets_the_makers_error_and_the_next_one_makes_it_again() -> None:
    kept, waiting = Kept(), threading.Event()

    def fail() -> str:
        waiting.wait(0.2)
        raise LookupError("nothing released")

    def ask(_number: int) -> bytes:
        with pytest.raises(LookupError):
            kept.fetch("agenda", "1", fail)
        return b""

    together(ask, VISITORS)
    assert kept.fetch("agenda", "1", lambda: "page").content == b"page"


@pytest.mark.on_sqlite
@pytest.mark.timeout(120)
@pytest.mark.usefixtures("event")
def test_visitors_right_after_publishing_have_the_programme_made_once(
    app: Flask, live: LiveServer
) -> None:
    KEPT.forget()
    addresses = [f"{live.url}/spring/agenda{query}" for query in ("", "?lang=de")]

    def ask(number: int) -> bytes:
        language = {"Accept-Language": "de"}
        request = Request(addresses[number % 2], headers=language)  # noqa: S310  (our own)
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return bytes(answer.read())

    with rendered(app) as names:
        pages = together(ask, VISITORS)
    assert len(set(pages)) == 1
    assert names.count("website/programme.html") == 1


@pytest.mark.parametrize("page", PAGES)
def test_who_has_the_page_already_costs_neither_a_reading_nor_a_rendering(
    app: Flask, client: FlaskClient, event: Event, page: str
) -> None:
    address = f"/{event.slug}/{page}"
    tag = client.get(address).headers["ETag"]
    KEPT.forget()
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    listening.listen(engine, "before_cursor_execute", note)
    try:
        with rendered(app) as names:
            answer = client.get(address, headers={"If-None-Match": tag})
    finally:
        listening.remove(engine, "before_cursor_execute", note)
    assert (answer.status_code, names) == (304, [])
    assert not [sent for sent in statements if "release.programme" in sent]


def test_pages_of_one_session_and_one_person_are_known_by_their_release(
    app: Flask, client: FlaskClient, session: Session, event: Event
) -> None:
    programme = queries.released(session, event)
    pages = (f"agenda/{programme.items[0].id}", f"speakers/{programme.speakers[0].id}")
    for page in pages:
        tag = client.get(f"/spring/{page}").headers["ETag"]
        with rendered(app) as names:
            answer = client.get(f"/spring/{page}", headers={"If-None-Match": tag})
        assert (answer.status_code, names) == (304, [])


def test_only_the_newest_release_of_an_event_stays_in_memory(session: Session) -> None:
    event = make_event(session)
    talk = make_talk(session, event)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    former = queries.released(session, event)
    assert queries.released(session, event) is former
    talk.ends_at = (talk.ends_at or NOON) + timedelta(hours=1)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    newest = queries.released(session, event)
    assert newest is not former
    held = queries.releases.NEWEST.held(event.public_id)
    assert held is newest
