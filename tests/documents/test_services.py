"""A big print run is the worker's: asked once, shown, kept privately, whole or not at all."""

import re
import stat
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import making as print_runs
from eventapp.badges import services as badge_services
from eventapp.badges.models import Badge
from eventapp.composition import settings, worker
from eventapp.documents import making, pdf, services
from eventapp.documents.models import DocumentJob, DocumentState
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.checkin.test_race import make_badges
from tests.factories.accounts import make_member, sign_in
from tests.factories.documents import make_waiting
from tests.factories.events import make_event_with_category

pytestmark = pytest.mark.on_sqlite

clock_tick = threading.Event()
"""Never set: waiting for it is waiting."""


@pytest.fixture
def event(
    app: Flask, session: Session, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> Event:
    """Return an event whose three badges count as a big run, with its organiser signed in."""
    monkeypatch.setattr(print_runs, "AT_ONCE", 2)
    event, _category = make_event_with_category(session)
    make_badges(session, app, event, 3)
    user = make_member(session, event)
    session.commit()
    sign_in(session, client, user)
    return event


def press(client: FlaskClient) -> str:
    """Press the button that prints all badges; return the page one is led to."""
    page = client.get("/spring/manage/badges?lang=en").text
    hidden = dict(re.findall(r'name="(csrf_token)"[^>]*value="([^"]+)"', page))
    sent = {**hidden, "only": "all", "again": "yes"}
    answer = client.post("/spring/manage/badges", data=sent)
    assert answer.status_code == 303
    return client.get("/spring/manage/badges?lang=en").text


def jobs(session: Session) -> list[DocumentJob]:
    """Return every document, as it stands in the database now."""
    session.expire_all()
    jobs = list(session.scalars(select(DocumentJob).order_by(DocumentJob.id)))
    session.commit()  # whoever looks holds nothing
    return jobs


def printed(session: Session) -> int:
    """Return how many badges count as printed."""
    session.expire_all()
    number = sum(1 for badge in session.scalars(select(Badge)) if badge.printed_at)
    session.commit()
    return number


def files(app: Flask) -> list[Path]:
    """Return what lies in the folder of documents."""
    with app.app_context():
        return list(settings().documents_dir.glob("*"))


@pytest.mark.usefixtures("event")
def test_a_big_run_is_shown_while_it_is_made_and_handed_out_when_it_is_whole(
    app: Flask,
    session: Session,
    client: FlaskClient,
) -> None:
    waiting = press(client)
    pressed_again = press(client)
    before = printed(session)
    polled = client.get("/spring/manage/badges/progress?lang=en")
    with app.app_context():
        former = settings().documents_dir.with_name("booklets")
        former.mkdir()
        (former / "of-an-earlier-version.pdf").write_bytes(b"%PDF")
        make_waiting()
    ended = client.get("/spring/manage/badges/progress?lang=en")
    ready = client.get("/spring/manage/badges?lang=en").text
    link = re.search(r'href="([^"]+\.pdf)"', ready)
    assert link is not None
    file = client.get(link[1])

    assert "The badges are being created" in waiting
    assert "request this print run afterwards" in pressed_again
    assert len(jobs(session)) == 1
    assert before == 0
    assert "It begins in a moment." in polled.text
    assert ended.headers["HX-Refresh"] == "true"
    assert "3 pages, requested by" in ready
    assert file.data.startswith(b"%PDF")
    assert file.headers["Cache-Control"] == "no-store, private"
    assert printed(session) == 3
    [path] = files(app)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert not former.exists()


@pytest.mark.usefixtures("event")
def test_a_file_goes_after_its_time_and_with_who_is_erased(
    app: Flask,
    session: Session,
    client: FlaskClient,
) -> None:
    for turn in range(2):
        press(client)
        with app.app_context():
            make_waiting()
        if turn == 0:
            registration = session.scalars(select(Registration)).first()
            assert registration is not None
            badge_services.forget(session, registration, now=clock.now())
            session.commit()
            with app.app_context():
                make_waiting()
            assert jobs(session) == []
            assert files(app) == []
    [job] = jobs(session)
    job.expires_at = clock.now() - timedelta(seconds=1)
    session.commit()
    late = client.get(f"/spring/manage/badges/{job.public_id}.pdf?lang=en")
    with app.app_context():
        make_waiting()

    assert late.status_code == 404
    assert "no longer available" in late.text
    assert files(app) == []


def test_who_is_erased_while_a_run_is_made_is_not_in_what_is_handed_out(
    session: Session, client: FlaskClient, event: Event
) -> None:
    press(client)
    [job] = jobs(session)
    services.claim(session, now=clock.now())
    session.commit()
    claim = job.claim

    services.forget(session, event.id, "badges")
    session.commit()

    assert jobs(session)[0].state is DocumentState.WAITING
    assert services.held(session, claim) is None
    assert not services.note_progress(session, claim, 1, 3, now=clock.now())


@pytest.mark.usefixtures("event")
def test_a_run_whose_worker_was_killed_goes_on_and_one_that_kills_it_is_given_up(
    session: Session,
    client: FlaskClient,
) -> None:
    press(client)
    now = clock.now()
    beats = []
    for _attempt in range(services.MOST_ATTEMPTS):
        now += services.SILENT_AFTER + timedelta(seconds=1)
        claimed = services.claim(session, now=now)
        assert claimed is not None
        beats.append(claimed.claim)
        assert services.claim(session, now=now + timedelta(seconds=5)) is None
        session.commit()
    now += services.SILENT_AFTER + timedelta(seconds=1)

    assert services.claim(session, now=now) is None
    session.commit()

    assert len(set(beats)) == services.MOST_ATTEMPTS
    [job] = jobs(session)
    assert (job.state, job.trouble) == (DocumentState.FAILED, "Interrupted")
    assert "interrupted each time" in client.get("/spring/manage/badges?lang=en").text
    assert printed(session) == 0


@pytest.mark.usefixtures("event")
def test_a_document_that_fails_marks_nothing_and_says_so(
    app: Flask,
    session: Session,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(client)
    monkeypatch.setattr(pdf, "DEADLINE_SECONDS", 0)
    monkeypatch.setattr(pdf, "SECONDS_A_PAGE", 0)
    with app.app_context():
        make_waiting()

    [job] = jobs(session)
    assert (job.state, job.trouble) == (DocumentState.FAILED, "CannotRender")
    assert printed(session) == 0
    assert files(app) == []
    assert "The badges could not be created" in client.get("/spring/manage/badges?lang=en").text


@pytest.mark.usefixtures("event")
def test_a_worker_that_is_told_to_stop_puts_its_document_back(
    app: Flask,
    session: Session,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "PULSE_SECONDS", 0.01)  # heard before the child has begun
    press(client)
    turns = iter([True])

    with app.app_context():
        make_waiting(go_on=lambda: next(turns, False))

    [job] = jobs(session)
    assert (job.state, job.attempts, job.claim) == (DocumentState.WAITING, 0, "")
    assert printed(session) == 0
    assert files(app) == []


@pytest.mark.usefixtures("event", "apart")
def test_the_worker_makes_what_was_asked_for_without_anybody_looking(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    with app.app_context():
        maker = worker()
    maker.start()
    try:
        press(client)
        for _turn in range(300):
            if jobs(session)[0].ended_at:
                break
            clock_tick.wait(0.1)
    finally:
        maker.stop()

    assert jobs(session)[0].state is DocumentState.READY
    assert printed(session) == 3


@pytest.mark.usefixtures("event")
def test_a_maker_that_was_believed_dead_leaves_the_finished_file_alone(
    app: Flask, session: Session, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(client)
    rendered: list[bytes] = []
    render = pdf.Renderer.render

    def sleep_over(*known: Any) -> bytes:
        """Render late: while the first maker is silent, a second one makes it whole."""
        content = render(*known)
        if not rendered:
            rendered.append(content)
            [job] = jobs(session)
            job.seen_at = clock.now() - 2 * services.SILENT_AFTER
            session.commit()
            make_waiting()
        return content

    monkeypatch.setattr(pdf.Renderer, "render", sleep_over)
    with app.app_context():
        make_waiting()
    [job] = jobs(session)
    file = client.get(f"/spring/manage/badges/{job.public_id}.pdf")
    assert (job.state, job.attempts, file.status_code) == (DocumentState.READY, 2, 200)
    assert len(files(app)) == 1


@pytest.mark.usefixtures("event")
def test_a_run_that_no_worker_begins_says_so(session: Session, client: FlaskClient) -> None:
    press(client)
    soon = client.get("/spring/manage/badges/progress?lang=en").text
    [job] = jobs(session)
    job.asked_at -= timedelta(minutes=6)
    session.commit()
    late = client.get("/spring/manage/badges/progress?lang=en").text
    page = client.get("/spring/manage/badges?lang=en").text

    assert "It has not begun yet" not in soon
    assert "It has not begun yet" in late
    assert "It has not begun yet" in page
