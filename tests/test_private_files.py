"""Personal data on disk is for its owner alone, whatever umask the program was started with."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.factories import programs
from tests.factories.served import WORK, open_event, running, served

INSIDE = {"EVENTAPP_WORKER": "inside", "EVENTAPP_TICK_SECONDS": "1", "EVENTAPP_RATE_LIMITS": "on"}


@pytest.fixture
def wide_open() -> Iterator[None]:
    """Let this process, and those it starts, make files that everybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a data directory of an earlier version: everything in it is open to everybody."""
    folder = tmp_path / "var"
    for name in ("", "outbox", "keys", "booklets"):
        (folder / name).mkdir(parents=True)
        (folder / name).chmod(0o755)
    shutil.copy(migrated_sqlite, folder / "eventapp.db")
    for name in ("outbox/1.eml", "keys/old", "jobs.db", "limits.db", "development.key"):
        (folder / name).touch()
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    (folder / "development.key").write_text("k" * 43, encoding="ascii")
    return folder


def opened(folder: Path) -> list[str]:
    """Return what others may do anything with."""
    paths = [folder, *folder.rglob("*")]
    return [
        f"{path.name} {stat.S_IMODE(path.lstat().st_mode):o}"
        for path in paths
        if path.lstat().st_mode & 0o077 and not path.name.startswith("log")
    ]


def run(folder: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run a command as an operator does."""
    here = {"PATH": os.environ["PATH"], "EVENTAPP_DATA_DIR": str(folder), **environ}
    return programs.run("-m", "eventapp.cli", *words, environ=here)


@pytest.mark.usefixtures("wide_open")
def test_serve_mends_what_is_open_and_makes_nothing_open(folder: Path) -> None:
    open_event(f"sqlite:///{folder / 'eventapp.db'}")
    mail = {"EVENTAPP_MAIL_URL": f"file://{folder}/outbox"}
    with served(folder, free_port(), environ={**INSIDE, **mail}) as place:
        assert place.sign_up(1) == 303
        for _ in range(100):
            if len(list((folder / "outbox").glob("*.eml"))) == 2:
                break
            place.ask("/healthz")
        running_with = sorted(path.name for path in folder.glob("*.db*"))
        while_it_runs = opened(folder)

    assert {"eventapp.db", "eventapp.db-wal", "jobs.db", "limits.db"} <= set(running_with)
    assert while_it_runs == []


@pytest.mark.usefixtures("wide_open")
def test_work_and_every_command_mend_what_is_open(folder: Path, tmp_path: Path) -> None:
    with running(folder, *WORK, log=tmp_path / "log", environ={}):
        for _ in range(600):
            if not opened(folder):
                break
            run(folder, "--version")
        after_work = opened(folder)
    (folder / "eventapp.db").chmod(0o644)
    folder.chmod(0o777)
    done = run(folder, "mail", "status")

    assert done.returncode == 0, done.stderr
    assert (after_work, opened(folder)) == ([], [])


@pytest.mark.usefixtures("wide_open")
def test_lists_that_a_command_writes_are_for_their_owner_alone(folder: Path) -> None:
    open_event(f"sqlite:///{folder / 'eventapp.db'}")
    done = run(folder, "registrations", "export", "spring", str(folder.parent / "people.csv"))

    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE((folder.parent / "people.csv").stat().st_mode) == 0o600


def test_links_and_folders_that_others_use_stay_as_they_are(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    (elsewhere / "theirs.eml").touch(mode=0o644)
    shutil.rmtree(folder / "outbox")
    (folder / "outbox").symlink_to(elsewhere)
    (folder / "site").mkdir(mode=0o755)
    done = run(folder, "mail", "status")

    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "site").stat().st_mode) == 0o755
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755
    assert stat.S_IMODE((elsewhere / "theirs.eml").stat().st_mode) == 0o644
    assert stat.S_IMODE((folder / "eventapp.db").stat().st_mode) == 0o600
    assert "data_dir_is_shared" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_what_belongs_to_somebody_else_stays_as_it_is(folder: Path) -> None:
    os.chown(folder / "outbox" / "1.eml", 12345, 12345)
    run(folder, "mail", "status")

    assert stat.S_IMODE((folder / "outbox" / "1.eml").stat().st_mode) == 0o644
