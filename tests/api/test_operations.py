"""What operators see, the event's four states, settings that are wrong, limits across processes."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits import parse
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.errors import BadSlug, SlugTaken
from eventapp.events.models import Event
from eventapp.events.services import EventChange, create_event
from eventapp.extensions import db
from eventapp.jobs.services import note_failure
from eventapp.mail.models import Email, EmailState
from eventapp.orm import Translated
from eventapp.settings import BadSettings, load
from eventapp.web.counters import FileStorage
from tests.factories import programs
from tests.factories.events import make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


def test_health_readiness_and_metrics_are_told(client: FlaskClient, session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    session.commit()

    ready = client.get("/readyz")
    metrics = client.get("/metrics").get_data(as_text=True)

    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert (ready.status_code, ready.get_json()["status"]) == (200, "ready")
    assert 'eventapp_emails{state="queued"} 1.0' in metrics
    assert "spring" not in metrics


def test_trouble_elsewhere_is_told_and_takes_no_process_out_of_service(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    old = clock.now() - timedelta(hours=1)
    later = clock.now() + timedelta(hours=1)
    session.execute(update(Email).values(queued_at=old, next_try_at=later, trouble="451 busy"))
    note_failure(session, "tend", ValueError(), now=clock.now())
    session.commit()

    answer = client.get("/readyz")
    body = answer.get_json()
    metrics = client.get("/metrics").get_data(as_text=True)

    assert (answer.status_code, body["status"]) == (200, "ready")
    assert body["problems"][0] == "job tend failed 1 times in a row (ValueError)"
    assert any(problem.startswith("oldest e-mail waits 36") for problem in body["problems"])
    assert "the mail server did not take 1 e-mails yet" in body["problems"]
    assert (body["emails"]["queued"], body["emails_put_off"]) == (1, 1)
    assert "eventapp_worker_problems 1.0" in metrics
    assert "eventapp_worker_absent 0.0" in metrics
    assert "eventapp_emails_put_off 1.0" in metrics
    assert re.search(r"eventapp_oldest_email_seconds 36\d\d", metrics)


def test_state_that_no_email_has_any_more_is_told_as_none(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    session.commit()
    assert 'eventapp_emails{state="queued"} 1.0' in client.get("/metrics").get_data(as_text=True)

    session.execute(update(Email).values(state=EmailState.SENT))
    session.commit()

    metrics = client.get("/metrics").get_data(as_text=True)
    assert 'eventapp_emails{state="queued"} 0.0' in metrics
    assert 'eventapp_emails{state="sent"} 1.0' in metrics


def test_process_without_tables_cannot_serve(client: FlaskClient, session: Session) -> None:
    session.execute(text("ALTER TABLE alembic_version RENAME TO lost"))
    session.commit()

    assert client.get("/readyz").status_code == 503


def test_operators_pages_are_shut_to_everybody_else(client: FlaskClient) -> None:
    for path in ("/readyz", "/metrics"):
        assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 403
        assert client.get(path, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize(
    ("state", "words"),
    [("not-yet", "Registration opens on"), ("open", "Free of charge"), ("full", "All places are taken"),
     ("closed", "Registration is closed"), ("over", "The event is over")],
)  # fmt: skip
def test_event_page_has_a_face_for_every_state(
    client: FlaskClient, session: Session, state: str, words: str
) -> None:
    event, category = make_event_with_category(session, places=1)
    now, day = clock.now(), timedelta(days=1)
    event.registration_opens_at = now + day if state == "not-yet" else now - 9 * day
    event.registration_closes_at = now - day if state == "closed" else now + 9 * day
    if state == "full":
        make_registration(session, event, category)
    if state == "over":
        event.starts_at, event.ends_at = now - 2 * day, now - day
    session.commit()

    page = client.get("/spring/?lang=en").get_data(as_text=True)
    form = client.get("/spring/register?lang=en").get_data(as_text=True)

    assert words in page
    assert ("<form" in form) == (state in {"open", "full"})
    assert ('href="/spring/register">Register now</a>' in page) == (state == "open")


def test_event_without_dates_is_open_at_once(client: FlaskClient, session: Session) -> None:
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = event.registration_closes_at = None
    session.commit()

    assert "Date to be announced" in client.get("/spring/?lang=en").get_data(as_text=True)
    assert "<form" in client.get("/spring/register").get_data(as_text=True)


def test_unpublished_event_is_not_there_for_strangers(
    client: FlaskClient, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    event.published = False
    session.commit()

    assert {client.get(f"/spring/{page}").status_code for page in ("", "agenda", "register")} == {
        404
    }


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"EVENTAPP_NONSENSE": "1"}, "EVENTAPP_NONSENSE"),
        ({"PORT": "ninety"}, "PORT"),
        ({"HOST": "0.0.0.0"}, "HOST"),  # noqa: S104  (a wrong setting is the subject)
        ({"EVENTAPP_SECRET_KEY": "short"}, "EVENTAPP_SECRET_KEY"),
        ({"EVENTAPP_SECRET_KEY": "x" * 40}, "EVENTAPP_BASE_URL"),
        ({"EVENTAPP_DATABASE_URL": "mysql://x"}, "EVENTAPP_DATABASE_URL"),
        ({"EVENTAPP_MAIL_URL": "pigeon://x"}, "EVENTAPP_MAIL_URL"),
        ({"EVENTAPP_CONFIG": "/no/such/file"}, "EVENTAPP_CONFIG"),
        ({"EVENTAPP_RATE_LIMITS": "perhaps"}, "EVENTAPP_RATE_LIMITS"),
    ],
)
def test_wrong_setting_stops_the_start_and_is_named(
    tmp_path: Path, environ: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSettings, match=named):
        load({"EVENTAPP_DATA_DIR": str(tmp_path), **environ})


def test_command_with_a_wrong_setting_ends_with_two_and_one_sentence(tmp_path: Path) -> None:
    here = {"PATH": "/usr/bin", "EVENTAPP_DATA_DIR": str(tmp_path), "EVENTAPP_PLACES": "3"}

    done = programs.run("-m", "eventapp.cli", "doctor", environ=here)

    assert done.returncode == 2
    assert done.stderr.startswith("eventapp: EVENTAPP_PLACES")


def test_limits_hold_across_processes(tmp_path: Path) -> None:
    path = tmp_path / "limits.db"
    code = (
        "from eventapp.web.counters import FileStorage\n"
        "from pathlib import Path\n"
        "from limits import parse\n"
        "from limits.strategies import FixedWindowRateLimiter\n"
        f"limiter = FixedWindowRateLimiter(FileStorage(Path('{path}')))\n"
        "print(sum(limiter.hit(parse('10 per minute'), 'here') for _ in range(8)))\n"
    )

    allowed = [int(programs.run("-c", code, environ={}).stdout) for _ in range(2)]

    assert allowed == [8, 2]
    assert parse("10 per minute").amount == 10
    assert FileStorage(path).check()


def test_logs_are_json_and_hold_nothing_personal(tmp_path: Path) -> None:
    code = (
        "from eventapp.cli.command import build_app\n"
        "client = build_app().test_client()\n"
        "client.get('/sign-in?next=/x&email=ada@example.org', headers={'X-Request-Id': 'abcdefgh-1'})\n"
    )

    here = {"PATH": "/usr/bin", "EVENTAPP_DATA_DIR": str(tmp_path)}
    done = programs.run("-c", code, environ=here)

    line = json.loads(done.stderr.strip().splitlines()[-1])
    assert (line["rule"], line["request_id"], line["status"]) == ("/sign-in", "abcdefgh-1", 200)
    assert "ada@example.org" not in done.stderr


def test_logged_trouble_of_the_database_names_no_values(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("SELECT :name FROM nowhere"), {"name": "ada@example.org"})

    assert "ada@example.org" not in str(raised.value)


def test_slug_of_an_event_is_checked(session: Session) -> None:
    change = EventChange(title=Translated.same("X"))
    made: Event = create_event(session, "fine-1", change, by=SOMEBODY, now=clock.now())
    assert made.slug == "fine-1"
    for slug, refusal in (
        ("fine-1", SlugTaken),
        ("door", SlugTaken),
        ("Ä", BadSlug),
        ("-x", BadSlug),
    ):
        with pytest.raises(refusal):
            create_event(session, slug, change, by=SOMEBODY, now=clock.now())


def test_database_that_is_away_is_said_on_a_page_and_nothing_breaks_twice(tmp_path: Path) -> None:
    code = (
        "from eventapp.cli.command import build_app\n"
        "client = build_app().test_client()\n"
        "answer = client.get('/?lang=en')\n"
        "print(answer.status_code, 'Nothing can be saved' in answer.get_data(as_text=True), answer.headers['Retry-After'])\n"
    )

    here = {"PATH": "/usr/bin", "EVENTAPP_DATA_DIR": str(tmp_path)}
    done = programs.run("-c", code, environ=here)

    assert done.stdout.split() == ["503", "True", "5"]
