"""Commands that only read, and those that ask first, let everybody else write meanwhile."""

import os
import pty
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventapp import orm
from tests.cli.processes import PROGRAM, environment
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration

SECONDS = 60.0
READING = (
    "agenda import spring {folder}/own.csv --dry-run",
    "agenda check spring",
    "event list",
    "registrations export spring {folder}/list.csv",
    "checkin report spring",
    "mail status",
)


@pytest.fixture
def reference(tmp_path: Path, migrated_sqlite: Path) -> str:
    """Return the reference of a participant of an event, in the data folder's own database."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    (tmp_path / "own.csv").write_text("title,start,end\nHi,2027-04-15T09:00,2027-04-15T10:00\n")
    engine = orm.make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with Session(engine) as session:
        made = make_registration(session, *make_event_with_category(session), "Ada").reference
        session.commit()
    engine.dispose()
    return made


def test_reading_commands_do_not_wait_for_a_writer(tmp_path: Path, reference: str) -> None:
    assert reference
    with closing(orm.sqlite.connect(tmp_path / "eventapp.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        running = [
            subprocess.Popen(
                [*PROGRAM, *words.format(folder=tmp_path).split()],
                env=environment(tmp_path),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for words in READING
        ]
        try:
            outputs = [program.communicate(timeout=SECONDS) for program in running]
        finally:
            for process in running:
                process.kill()

    assert [program.returncode for program in running] == [0] * len(READING), outputs


def test_others_write_while_an_operator_is_asked(tmp_path: Path, reference: str) -> None:
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [*PROGRAM, "person", "erase", "spring", reference],
        env=environment(tmp_path),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        said = b""
        while b"permanently?" not in said:
            said += os.read(ours, 1000)
        with closing(orm.sqlite.connect(tmp_path / "eventapp.db", timeout=0)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.rollback()
        os.write(ours, b"y\n")
        assert asking.wait(timeout=SECONDS) == 0
    finally:
        asking.kill()
        asking.wait()
    os.close(ours)

    with closing(orm.sqlite.connect(tmp_path / "eventapp.db")) as reader:
        assert reader.execute("SELECT erased_at IS NULL FROM registration").fetchall() == [(0,)]
