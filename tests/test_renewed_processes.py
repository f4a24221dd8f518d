"""Processes give back what work left in them: jobs by resting, and whoever has grown by ending."""

import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.factories.served import open_event, served
from tests.test_processes import PATIENCE_SECONDS, children, until

pytestmark = [
    pytest.mark.on_sqlite,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc"),
]
INSIDE = {"EVENTAPP_WORKER": "inside"}
GROWING = """
import sys
from eventapp.cli import command as cli, serve
serve.SHORTEST_LIFE_SECONDS, serve.MOST_GROWTH = 0.5, float(sys.argv[1])
serve.REST_SECONDS = 60
cli.main(["serve"])
"""
"""`serve` whose process of jobs may grow by so many bytes, and soon gives way to the next."""
SOON_LARGE = """
import sys
from eventapp import memory
from eventapp.cli import command as cli, serve
serve.SHORTEST_LIFE_SECONDS, memory.EASED_EVERY_SECONDS = 1, 0.1
serve.MOST_GROWTH_OF_PAGES, serve.IDLE_SECONDS = map(float, sys.argv[1:])
cli.main(["serve"])
"""
"""`serve` whose processes of pages may grow by so many bytes, and be idle for so many seconds."""


@pytest.fixture
def place(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a data directory with a migrated database."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    return tmp_path


def test_process_of_jobs_that_has_grown_gives_way_to_a_new_one(place: Path) -> None:
    with served(place, free_port(), "-c", GROWING, "-1", environ=INSIDE) as here:
        assert until(lambda: len(children(here)) == 3)
        doors, pages, worker = children(here)

        assert until(lambda: len(children(here)) == 3 and worker not in children(here))
        assert children(here)[:2] == [doors, pages]
        assert "process_ended" not in here.log.read_text(encoding="utf-8")
        assert here.end() == 0


def test_process_of_jobs_that_has_not_grown_stays(place: Path) -> None:
    with served(place, free_port(), "-c", GROWING, "1e9", environ=INSIDE) as here:
        assert until(lambda: len(children(here)) == 3)
        begun = children(here)
        time.sleep(1.5)

        assert children(here) == begun


def test_without_work_there_is_no_process_of_jobs_until_somebody_waits_for_an_email(
    place: Path,
) -> None:
    open_event(f"sqlite:///{place / 'eventapp.db'}")
    with served(place, free_port(), environ=INSIDE) as here:
        assert until(lambda: len(children(here)) == 2)  # the jobs of the start are done

        assert here.sign_up(1) == 303

        sent = place / "outbox"
        assert until(lambda: any(sent.glob("*.eml")))  # long before the clock strikes
        assert until(lambda: len(children(here)) == 2)
        assert "process_ended" not in here.log.read_text(encoding="utf-8")
        assert here.end() == 0


def test_clock_begins_the_process_of_jobs_that_rests(place: Path) -> None:
    environ = {**INSIDE, "EVENTAPP_TICK_SECONDS": "3"}
    with served(place, free_port(), environ=environ) as here:
        assert until(lambda: len(children(here)) == 2)

        assert until(lambda: len(children(here)) == 3)


def test_process_of_pages_that_has_grown_gives_way_once_nobody_asks(place: Path) -> None:
    open_event(f"sqlite:///{place / 'eventapp.db'}")
    with served(place, free_port(), "-c", SOON_LARGE, "-1", "1") as here:
        doors, pages = children(here)
        end = time.monotonic() + 2
        while time.monotonic() < end:
            assert here.ask("/spring/").status == 200
            assert children(here) == [doors, pages]  # somebody asks

        assert until(lambda: len(children(here)) == 2 and pages not in children(here))
        assert children(here)[0] == doors
        assert here.ask("/spring/").status == 200
        assert "process_ended" not in here.log.read_text(encoding="utf-8")
        assert here.end() == 0


def test_nobody_is_turned_away_while_a_process_of_pages_gives_way(place: Path) -> None:
    open_event(f"sqlite:///{place / 'eventapp.db'}")
    with served(place, free_port(), "-c", SOON_LARGE, "-1", "0") as here:
        seen, end = set[int](), time.monotonic() + PATIENCE_SECONDS
        while len(seen) < 3 and time.monotonic() < end:
            assert here.ask("/spring/").status == 200
            seen.update(children(here)[1:])

        assert len(seen) == 3
        assert here.end() == 0


def test_process_of_pages_that_has_not_grown_stays(place: Path) -> None:
    with served(place, free_port(), "-c", SOON_LARGE, "1e9", "0") as here:
        begun = children(here)
        time.sleep(1.5)

        assert children(here) == begun
