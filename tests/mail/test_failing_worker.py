"""A worker that is another process and fails, or is not there, shows in what the web process tells."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from eventapp.orm import make_engine
from tests.conftest import free_port
from tests.factories.served import WORK, Served, open_event, running, served

TOKEN = {"Authorization": "Bearer numbers"}
SETTINGS = {"EVENTAPP_TICK_SECONDS": "1", "EVENTAPP_METRICS_TOKEN": "numbers"}


def told(place: Served, enough: Callable[[str], bool]) -> str:
    """Return the problems in the body of readiness, as soon as they are as wanted."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        problems = json.dumps(json.loads(place.ask("/readyz", headers=TOKEN).text)["problems"])
        if enough(problems):
            return problems
        time.sleep(0.2)
    raise AssertionError(problems)


def test_worker_of_another_process_that_fails_is_told_by_the_web_process_until_it_succeeds(
    tmp_path: Path, database_url: str
) -> None:
    open_event(database_url)
    settings = {**SETTINGS, "EVENTAPP_DATABASE_URL": database_url}
    engine = make_engine(database_url)
    with served(tmp_path, free_port(), environ=settings) as place:
        absent = told(place, lambda problems: "no worker has run yet" in problems)
        with engine.begin() as connection:  # what the jobs read is gone, as after a failed upgrade
            connection.execute(sa.text("ALTER TABLE offer RENAME TO offer_away"))
        with running(tmp_path, *WORK, log=tmp_path / "work", environ=settings):
            failing = told(place, lambda problems: "job tend failed" in problems)
            numbers = place.ask("/metrics", headers=TOKEN).text
            with engine.begin() as connection:
                connection.execute(sa.text("ALTER TABLE offer_away RENAME TO offer"))
            well = told(place, lambda problems: "job" not in problems)
    engine.dispose()

    assert "worker" in absent
    assert "failed" in failing
    assert "eventapp_worker_problems 1.0" in numbers or "eventapp_worker_problems 2.0" in numbers
    assert "eventapp_worker_absent 0.0" in numbers
    assert "worker" not in well
