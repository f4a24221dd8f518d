"""A database that is locked, or of a kind to be careful with; what was said stays said."""

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import orm
from eventapp.app import create_app
from eventapp.extensions import db
from eventapp.mail.models import Email
from eventapp.paths import CHECKOUT
from eventapp.registration.models import Registration
from tests.factories.apps import settings_for
from tests.factories.events import make_event_with_category

Maker = Callable[[], Flask]


@pytest.fixture
def make(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Maker]:
    """Return what opens the application on one SQLite file with one open event."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    made: list[Flask] = []

    def one() -> Flask:
        app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'eventapp.db'}"))
        made.append(app)
        with app.app_context(), Session(db.engine) as session:
            event, _category = make_event_with_category(session, places=900)
            event.registration_closes_at = None
            session.commit()
        return app

    yield one
    for app in made:
        with app.app_context():
            db.engine.dispose()


def form_of(client: FlaskClient, number: int = 0) -> dict[str, str]:
    """Return a form filled in, with the tokens a browser would send."""
    page = client.get("/spring/register?lang=en").get_data(as_text=True)
    tokens = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page))
    return {
        **tokens,
        "given_name": "Ada",
        "family_name": "Müller-Lüdenscheidt",
        "email": f"ada{number}@example.org",
        "language": "de",
        "category": "guests",
    }


def rows(app: Flask) -> tuple[int, int]:
    """Return how many registrations and how many e-mails are stored."""
    with app.app_context(), Session(orm.reading(db.engine)) as session:
        return (
            session.scalar(select(func.count(Registration.id))) or 0,
            session.scalar(select(func.count(Email.id))) or 0,
        )


def test_short_lock_of_another_program_is_waited_for(make: Maker, tmp_path: Path) -> None:
    app = make()
    client = app.test_client()
    form = form_of(client)
    other = orm.sqlite.connect(tmp_path / "eventapp.db", check_same_thread=False)
    other.isolation_level = None
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(1, other.rollback)
    release.start()

    answer = client.post("/spring/register", data=form)
    release.join()
    other.close()

    assert (answer.status_code, rows(app)) == (303, (1, 1))


def test_long_lock_ends_in_a_page_that_says_when_to_come_back(
    make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orm, "BUSY_TIMEOUT_MS", 200)
    app = make()
    client = app.test_client()
    form = form_of(client)
    other = orm.sqlite.connect(tmp_path / "eventapp.db")
    other.isolation_level = None
    other.execute("BEGIN EXCLUSIVE")
    refused = client.post("/spring/register?lang=fr", data=form)
    other.rollback()
    other.close()

    again = client.post("/spring/register", data=form)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert 'lang="fr"' in refused.get_data(as_text=True)
    assert (again.status_code, rows(app)) == (303, (1, 1))


@pytest.mark.parametrize(("version", "journal"), [("3.51.2", "truncate"), ("3.51.3", "wal")])
def test_write_ahead_log_is_used_only_where_it_is_safe(
    make: Maker, monkeypatch: pytest.MonkeyPatch, version: str, journal: str
) -> None:
    monkeypatch.setattr(orm.sqlite, "sqlite_version", version)
    app = make()

    with app.app_context(), db.engine.connect() as connection:
        held = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]

    assert held == [journal, 2, 1, 1]


def test_nothing_is_said_to_be_stored_before_the_disk_has_it(tmp_path: Path) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("needs strace")
    trace = tmp_path / "trace"
    code = (
        "import os, sys\n"
        "from eventapp.orm import make_engine, reading\n"
        "engine = make_engine('sqlite:///' + sys.argv[1])\n"
        "with engine.begin() as one: one.exec_driver_sql('CREATE TABLE seat (number)')\n"
        "other = reading(engine).connect()\n"
        "other.exec_driver_sql('SELECT * FROM seat').all()\n"
        "other.rollback()\n"
        "for number in range(20):\n"
        "    os.write(1, b'asked')\n"
        "    with engine.begin() as one: one.exec_driver_sql(f'INSERT INTO seat VALUES ({number})')\n"
        "    os.write(1, b'said')\n"
    )

    done = subprocess.run(
        [tracer, "-f", "-o", str(trace), "-e", "trace=fsync,fdatasync,write",
         sys.executable, "-c", code, str(tmp_path / "x.db")],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "PTRACE" in done.stderr or "not permitted" in done.stderr:
        pytest.skip("strace may not trace here")

    assert done.stdout == "askedsaid" * 20, done.stderr
    turns = trace.read_text(encoding="utf-8").split('write(1, "asked"')[1:]
    promises = [turn.partition('write(1, "said"')[0] for turn in turns]
    assert len(promises) == 20
    assert all(re.search(r"\bf(data)?sync\(", promise) for promise in promises)
