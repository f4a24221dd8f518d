"""The process of jobs gives back what large jobs left in it: another one follows."""

import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.factories.served import served
from tests.test_processes import children, until

pytestmark = [
    pytest.mark.on_sqlite,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc"),
]
INSIDE = {"EVENTAPP_WORKER": "inside"}
GROWING = """
import sys
from eventapp.cli import command as cli, serve
serve.SHORTEST_LIFE_SECONDS, serve.MOST_GROWTH = 0.5, float(sys.argv[1])
cli.main(["serve"])
"""
"""`serve` whose process of jobs may grow by so many bytes, and soon gives way to the next."""


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
