"""A copy of what docs/operators.md names holds everything, and the file alone after each clean end."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import make_engine, reading, wal_is_safe
from eventapp.paths import CHECKOUT
from eventapp.registration.models import Registration
from tests.conftest import free_port
from tests.factories import programs
from tests.factories.served import WORK, open_event, running, served

INSIDE = {"EVENTAPP_WORKER": "inside", "EVENTAPP_TICK_SECONDS": "1"}
OPERATORS = CHECKOUT / "docs" / "operators.md"

pytestmark = pytest.mark.skipif(not wal_is_safe(), reason="this SQLite keeps no write-ahead log")


@pytest.fixture
def folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a data directory with one open event."""
    folder = tmp_path / "var"
    folder.mkdir()
    shutil.copy(migrated_sqlite, folder / "eventapp.db")
    open_event(f"sqlite:///{folder / 'eventapp.db'}")
    return folder


def held(database: Path, what: type[Event] | type[Registration] = Registration) -> int:
    """Return how many rows the file alone holds, copied elsewhere without anything beside it."""
    alone = database.parent.parent / "alone.db"
    shutil.copy(database, alone)
    engine = make_engine(f"sqlite:///{alone}")
    with Session(reading(engine)) as session:
        number = session.scalar(sa.select(sa.func.count(what.id))) or 0
    engine.dispose()
    for path in alone.parent.glob("alone.db*"):
        path.unlink()
    return number


def logged(folder: Path) -> int:
    """Return how many bytes lie in the write-ahead log."""
    log = folder / "eventapp.db-wal"
    return log.stat().st_size if log.exists() else 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_after_a_clean_stop_the_file_alone_holds_everything(folder: Path, how: int) -> None:
    with served(folder, free_port()) as place:
        assert [place.sign_up(number) for number in range(3)] == [303] * 3
        before = logged(folder)
        assert place.end(how) == 0

    assert before > 0  # else nothing was proved
    assert (held(folder / "eventapp.db"), logged(folder)) == (3, 0)


def test_each_process_that_stops_leaves_a_whole_file_though_another_goes_on(folder: Path) -> None:
    log = folder.parent / "work"
    with running(folder, *WORK, log=log, environ={}) as work, served(folder, free_port()) as place:
        assert [place.sign_up(number) for number in range(2)] == [303] * 2
        assert place.end() == 0
        after_serve = held(folder / "eventapp.db")
        work.send_signal(signal.SIGTERM)
        assert work.wait(40) == 0

    assert (after_serve, held(folder / "eventapp.db"), logged(folder)) == (2, 2, 0)


def test_log_is_brought_into_the_file_again_and_again_while_the_program_runs(folder: Path) -> None:
    with served(folder, free_port(), environ=INSIDE) as place:
        assert [place.sign_up(number) for number in range(3)] == [303] * 3
        until = time.monotonic() + 30
        while held(folder / "eventapp.db") < 3 and time.monotonic() < until:
            time.sleep(0.1)
        sizes = []
        for number in range(3, 12):
            place.sign_up(number)
            sizes.append(logged(folder))

        assert held(folder / "eventapp.db") >= 3
        assert max(sizes) < 4_000_000


def test_each_command_leaves_a_whole_file(folder: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "EVENTAPP_DATA_DIR": str(folder)}
    words = ("event", "create", "autumn", "--title", "Autumn")
    assert programs.run("-m", "eventapp.cli", *words, environ=environ).returncode == 0

    assert (held(folder / "eventapp.db", Event), logged(folder)) == (2, 0)


def documented(what: str) -> str:
    """Return the commands that stand under these words in the document for operators."""
    text = OPERATORS.read_text(encoding="utf-8")
    match = re.search(rf"{what}[^\n]*\n\n((?:    [^\n]*\n)+)", text)
    assert match is not None, what
    return match[1]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_copy_as_documented_brings_everything_back(folder: Path, how: int) -> None:
    with served(folder, free_port()) as place:
        assert [place.sign_up(number) for number in range(3)] == [303] * 3
        place.end(how)
    (folder / "keys").mkdir(exist_ok=True)
    (folder / "keys" / "one.pem").write_text("a key", encoding="ascii")
    copy = folder.parent / "copy"
    shell = {"PATH": os.environ["PATH"], "DATA": str(folder), "COPY": str(copy)}
    subprocess.run(["/bin/sh", "-ec", documented("To copy")], check=True, env=shell)
    shutil.rmtree(folder)
    folder.mkdir()
    subprocess.run(["/bin/sh", "-ec", documented("To restore")], check=True, env=shell)

    with served(folder, free_port()) as place:
        assert place.ask("/spring/").status == 200
        place.end()
    assert held(folder / "eventapp.db") == 3
    assert (folder / "keys" / "one.pem").read_text(encoding="ascii") == "a key"


def test_document_names_every_file_of_the_data_directory(folder: Path) -> None:
    with served(folder, free_port(), environ={**INSIDE, "EVENTAPP_RATE_LIMITS": "on"}) as place:
        place.sign_up(1)
        names = {path.name for path in folder.iterdir() if not path.name.startswith("log-")}

    text = OPERATORS.read_text(encoding="utf-8")
    assert {"eventapp.db", "eventapp.db-wal", "eventapp.db-shm", "jobs.db", "limits.db"} <= names
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
