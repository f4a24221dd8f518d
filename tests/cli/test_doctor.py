"""`doctor`, run as a process: each thing an installation can lack is a line that fails."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy.orm import Session

from eventapp.badges import services as badges
from eventapp.orm import make_engine
from tests.cli.processes import eventapp
from tests.conftest import free_port
from tests.factories.events import NOON, make_event_with_category
from tests.factories.pictures import make_file
from tests.factories.registrations import make_registration

PRODUCTION = {"EVENTAPP_SECRET_KEY": "k" * 40, "EVENTAPP_BASE_URL": "https://events.example.org"}


class Nothing:
    """A mail server that is there and gets nothing."""


@pytest.fixture(scope="module")
def mail_server() -> Iterator[str]:
    """Return the address of a mail server that answers."""
    controller = Controller(Nothing(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
def folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return the data directory of an installation that lacks nothing."""
    place = tmp_path / "data"
    place.mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, place / "eventapp.db")
    (place / "eventapp.db").chmod(0o600)
    return place


def verdicts(folder: Path, code: int, **environ: str) -> dict[str, tuple[str, str]]:
    """Return what doctor said by the name of the line; it must not complain elsewhere."""
    result = eventapp("doctor", "--json", data_dir=folder, **environ)
    assert (result.returncode, result.stderr) == (code, ""), result.stdout + result.stderr
    checks = json.loads(result.stdout)
    assert checks["ok"] == (code == 0)
    return {check["name"]: (check["verdict"], check["said"]) for check in checks["checks"]}


def failing(folder: Path, **environ: str) -> dict[str, str]:
    """Return the lines that fail."""
    checks = verdicts(folder, 1, **environ)
    return {name: said for name, (verdict, said) in checks.items() if verdict == "fails"}


def test_installation_that_lacks_nothing_is_well_on_either_kind(
    folder: Path, database_url: str, mail_server: str
) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    if file.exists():
        file.chmod(0o600)
    here = {**PRODUCTION, "EVENTAPP_MAIL_URL": mail_server, "EVENTAPP_DATABASE_URL": database_url}

    checks = verdicts(folder, 0, **here)

    assert checks["mode"] == ("ok", "production")
    assert checks["database"][1].endswith("written and read back")
    assert checks["mail server"][0] in {"ok", "note"}
    assert checks["PDF"][1].startswith("one page rendered")
    lines = eventapp("doctor", data_dir=folder, **here).stdout.splitlines()
    assert len(lines) == len(checks)
    assert lines[0].split() == ["mode", "ok", "production"]


def test_production_without_encryption_whose_e_mails_go_into_files_fails(folder: Path) -> None:
    here = {**PRODUCTION, "EVENTAPP_BASE_URL": "http://events.example.org"}

    faults = failing(folder, **here)

    assert set(faults) == {"address", "mail server"}
    assert "https://" in faults["address"]
    assert "EVENTAPP_MAIL_URL" in faults["mail server"]


def test_servers_that_do_not_answer_are_named(folder: Path) -> None:
    here = {"EVENTAPP_MAIL_URL": "smtp://127.0.0.1:1", "EVENTAPP_REDIS_URL": "redis://127.0.0.1:1"}

    faults = failing(folder, **here)

    assert set(faults) == {"mail server", "rate limits"}
    assert "127.0.0.1:1: " in faults["mail server"]
    assert "Redis at 127.0.0.1:1 does not answer" in faults["rate limits"]


def test_data_that_others_may_read_and_keys_that_are_lost_are_said(folder: Path) -> None:
    engine = make_engine(f"sqlite:///{folder / 'eventapp.db'}")
    with Session(engine) as session:
        event, category = make_event_with_category(session)
        place = make_registration(session, event, category)
        badges.issue(session, event, place, folder / "keys", now=NOON)
        session.commit()
    engine.dispose()
    folder.chmod(0o755)
    for key in (folder / "keys").iterdir():
        key.unlink()

    faults = failing(folder)

    assert {"permissions", "keys"} <= set(faults)
    assert "has mode 0755" in faults["permissions"]
    assert "no badge can be issued" in faults["keys"]


def test_database_server_that_is_away_is_a_line_and_the_others_go_on(folder: Path) -> None:
    away = "postgresql+psycopg://anna:hush-hush@127.0.0.1:1/none"

    faults = failing(folder, EVENTAPP_DATABASE_URL=away)

    assert set(faults) == {"database"}
    assert "none at 127.0.0.1:1 cannot be used" in faults["database"]
    assert "hush" not in faults["database"]


def test_uploaded_file_that_is_lost_is_told(folder: Path) -> None:
    engine = make_engine(f"sqlite:///{folder / 'eventapp.db'}")
    with Session(engine) as session:
        event, _category = make_event_with_category(session)
        name = make_file(session, folder / "media", event).public_id
        session.commit()
    engine.dispose()
    assert verdicts(folder, 0)["uploads"] == ("ok", f"1 in {folder / 'media'}")

    for path in (folder / "media").glob(f"{name}*"):
        path.rename(path.with_name("forsaken" + path.suffix))

    assert failing(folder)["uploads"].startswith("1 of 1 uploaded files are not in")
