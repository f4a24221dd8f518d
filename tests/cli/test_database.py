"""A database that is damaged, newer or of something else stays byte for byte what it is."""

import hashlib
import shutil
import sqlite3  # noqa: TID251  (another program's file is made with another library)
from pathlib import Path

import pytest

from tests.cli.processes import eventapp, told

COMMANDS = ("event create other --title T", "db upgrade", "db downgrade", "serve")
ADVICE = "db upgrade"


def print_of(folder: Path) -> dict[str, str]:
    """Return what the folder's database files hold."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name.startswith("eventapp.db")
    }


@pytest.fixture
def folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a data directory whose database is as it should be."""
    place = tmp_path / "data"
    place.mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, place / "eventapp.db")
    return place


def damage(path: Path, *, at: int) -> None:
    """Overwrite a page of a database file with what is none."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xde\xad\xbe\xef" * 1024)


def every_command_refuses(folder: Path, named: str) -> None:
    """Run the commands: each says it in one sentence, advises no migration, touches nothing."""
    before = print_of(folder)
    for words in COMMANDS:
        sentence = told(eventapp(*words.split(), data_dir=folder))
        assert named in sentence, words
        assert ADVICE not in sentence, words
        assert print_of(folder) == before, words


@pytest.mark.parametrize("at", [0, 60 * 4096], ids=["head", "page 61"])
def test_damaged_file_is_said_and_left_alone(folder: Path, at: int) -> None:
    damage(folder / "eventapp.db", at=at)

    every_command_refuses(folder, "is damaged, or no database")
    assert "database     FAILS" in eventapp("doctor", data_dir=folder).stdout


def test_database_of_a_newer_version_is_said_and_left_alone(folder: Path) -> None:
    with sqlite3.connect(folder / "eventapp.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'f00dfacef00d'")
    newer.close()

    every_command_refuses(folder, "is of revision f00dfacef00d")


def test_rows_in_the_log_of_a_newer_database_stay_there(folder: Path, tmp_path: Path) -> None:
    """A copy taken while a newer version ran: its last words are in the log beside the file."""
    newer = sqlite3.connect(folder / "eventapp.db", isolation_level=None)
    newer.execute("PRAGMA journal_mode=WAL")
    newer.execute("UPDATE alembic_version SET version_num = 'f00dfacef00d'")
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    newer.close()
    (copy / "eventapp.db-shm").unlink()

    before = print_of(copy)
    sentence = told(eventapp("db", "upgrade", data_dir=copy))

    assert "f00dfacef00d" in sentence
    assert {name: print_of(copy)[name] for name in before} == before


def test_database_of_another_program_is_said_and_left_alone(folder: Path) -> None:
    (folder / "eventapp.db").unlink()
    with sqlite3.connect(folder / "eventapp.db") as other:
        other.execute("CREATE TABLE places (url TEXT)")
    other.close()

    every_command_refuses(folder, "names no version of eventapp")


def test_older_database_is_brought_up_by_the_command_that_is_advised(folder: Path) -> None:
    assert eventapp("db", "downgrade", data_dir=folder).returncode == 0

    assert ADVICE in told(eventapp("event", "list", data_dir=folder))
    assert ADVICE in told(eventapp("event", "create", "other", "--title", "T", data_dir=folder))
    assert eventapp("db", "upgrade", data_dir=folder).returncode == 0
    assert eventapp("event", "list", data_dir=folder).returncode == 0


def test_table_that_somebody_dropped_is_said(folder: Path) -> None:
    with sqlite3.connect(folder / "eventapp.db") as by_hand:
        by_hand.execute("DROP TABLE email")
    by_hand.close()

    sentence = told(eventapp("mail", "status", data_dir=folder))

    assert "no such table: email" in sentence
    assert ADVICE not in sentence
    assert "email" in told(eventapp("db", "check", data_dir=folder))
