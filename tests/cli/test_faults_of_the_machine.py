"""What a bare, full or odd machine lacks ends a command, run as a process, with one sentence."""

import os
import shutil
import stat
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import make_engine
from eventapp.paths import CHECKOUT
from tests.cli.processes import PROGRAM, environment, eventapp, told
from tests.factories.events import make_event_with_category
from tests.factories.programs import run
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")


@pytest.fixture
def installation(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a data directory with one event and one participant."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, folder / "eventapp.db")
    engine = make_engine(f"sqlite:///{folder / 'eventapp.db'}")
    with Session(engine) as session:
        event, category = make_event_with_category(session)
        make_registration(session, event, category)
        session.commit()
    engine.dispose()
    return folder


def hidden_pango(folder: Path) -> dict[str, str]:
    """Return the environment in which the loader finds no Pango, only files that are none."""
    folder.mkdir()
    for name in LIBRARIES:
        (folder / name).touch()
    return {"LD_LIBRARY_PATH": str(folder)}


def missing_module(folder: Path, name: str) -> dict[str, str]:
    """Return the environment in which an optional package is not there."""
    folder.mkdir(exist_ok=True)
    fault = f"raise ModuleNotFoundError('hidden', name={name!r})\n"
    (folder / f"{name}.py").write_text(fault, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


def test_badges_without_pango_say_what_to_install(installation: Path, tmp_path: Path) -> None:
    pango = hidden_pango(tmp_path / "hidden")
    target = tmp_path / "badges.pdf"

    result = eventapp(
        "badges", "render", "spring", "-o", str(target), data_dir=installation, **pango
    )

    assert "apt-get install libpangoft2-1.0-0" in told(result)
    assert not target.exists()
    assert "ok" not in eventapp("doctor", data_dir=installation, **pango).stdout.splitlines()[-1]


def test_booklet_without_pango_says_what_to_install(installation: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{installation / 'eventapp.db'}")
    with Session(engine) as session:
        event = session.scalars(select(Event)).one()
        make_workshop(session, event)
        release(session, event)
        session.commit()
    engine.dispose()

    line = f"agenda export spring --format pdf -o {tmp_path}/booklet.pdf".split()
    result = eventapp(*line, data_dir=installation, **hidden_pango(tmp_path / "hidden"))

    assert "Pango is missing" in told(result)


@pytest.mark.parametrize(
    ("module", "setting", "address", "extra"),
    [
        ("psycopg", "EVENTAPP_DATABASE_URL", "postgresql+psycopg://a@127.0.0.1:1/b", "postgres"),
        ("redis", "EVENTAPP_REDIS_URL", "redis://127.0.0.1:1", "redis"),
    ],
)
def test_setting_whose_package_is_not_installed_names_the_extra(
    installation: Path, tmp_path: Path, module: str, setting: str, address: str, extra: str
) -> None:
    here = {setting: address, "EVENTAPP_RATE_LIMITS": "on"}
    here |= missing_module(tmp_path / "absent", module)

    assert f"eventapp[{extra}]" in told(eventapp("event", "list", data_dir=installation, **here))
    doctor = eventapp("doctor", data_dir=installation, **here)
    assert doctor.returncode == 1
    assert f"eventapp[{extra}]" in doctor.stdout
    assert doctor.stderr == ""


@pytest.mark.parametrize("words", ["event list", "--help", "db --help"])
def test_full_device_behind_standard_output_is_said(installation: Path, words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        result = run(
            "-m",
            "eventapp",
            *words.split(),
            environ=environment(installation),
            stdout=full.fileno(),
        )

    sentence = "Error: the result could not be written: No space left on device.\n"
    assert (result.returncode, result.stderr) == (1, sentence)


def test_reader_of_a_pipe_who_has_had_enough_ends_a_command_quietly(installation: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    result = run("-m", "eventapp", "routes", environ=environment(installation), stdout=writing)

    os.close(writing)
    assert result.stderr == ""


@pytest.mark.parametrize("closed", ["2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams_are_no_fault(installation: Path, closed: str) -> None:
    line = f"exec {' '.join(PROGRAM)} badges codes spring {closed}"

    result = subprocess.run(
        ["/bin/sh", "-c", line], cwd=CHECKOUT, env=environment(installation), capture_output=True,
        check=False, text=True,
    )  # fmt: skip

    assert (result.returncode, result.stderr) == (0, "")


def test_person_is_erased_where_nobody_can_be_asked(installation: Path) -> None:
    codes = eventapp("badges", "codes", "spring", data_dir=installation).stdout
    reference = codes.split('"')[3]
    line = f"exec {' '.join(PROGRAM)} person erase spring {reference} --json 0<&-"

    result = subprocess.run(
        ["/bin/sh", "-c", line], cwd=CHECKOUT, env=environment(installation), capture_output=True,
        check=False, text=True,
    )  # fmt: skip

    assert (result.returncode, result.stderr) == (0, "")


def test_pipe_is_written_into_and_never_replaced(installation: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()

    line = f"agenda export spring --format xml -o {pipe}".split()
    result = eventapp(*line, data_dir=installation)
    reader.join(timeout=10)

    assert result.returncode == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert got[0].startswith(b"<?xml")


def test_link_leads_to_the_new_document(installation: Path, tmp_path: Path) -> None:
    link, target = tmp_path / "link.xml", tmp_path / "target.xml"
    target.write_text("old")
    link.symlink_to(target)

    line = f"agenda export spring --format xml -o {link}".split()
    assert eventapp(*line, data_dir=installation).returncode == 0

    assert link.is_symlink()
    assert target.read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("checkin", "report", "\udcff"), 1),
        (("person", "export", "spring", "\udcff"), 1),
        (("user", "add", "a@example.org", "--role", "organiser", "--event", "\udcff"), 1),
        (("event", "create", "other", "--title", "\udcff"), 2),
        (("registrations", "export", "spring", "nowhere\udcff/x.csv"), 2),
    ],
)
def test_bytes_that_are_no_text_are_said(
    installation: Path, words: tuple[str, ...], code: int
) -> None:
    result = eventapp(*words, data_dir=installation)

    assert "Traceback" not in result.stderr
    assert result.returncode == code
    assert result.stderr.splitlines()[-1].startswith("Error: ")


def test_what_a_terminal_cannot_show_is_spelled(installation: Path) -> None:
    made = eventapp("event", "create", "summer", "--title", "Ωmega", data_dir=installation)
    assert made.returncode == 0

    shown = eventapp("event", "list", data_dir=installation, PYTHONIOENCODING="latin-1")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\\u03a9mega" in shown.stdout
