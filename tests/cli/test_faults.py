"""What can be expected to fail ends a command with one sentence, never with a traceback."""

import json
import logging
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import structlog
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from eventapp.cli import development
from eventapp.cli.command import main
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration

OF_THE_CHECKOUT = frozenset(str(command.name) for command in development.commands)
"""Commands that judge the source tree: they never ask the installation's database."""

NOWHERE = "postgresql+psycopg://anna:hush-hush@127.0.0.1:1/none"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Return the command line on a database; logging is put back afterwards."""
    kept, handlers = structlog.get_config(), logging.getLogger().handlers[:]

    def invoke(*arguments: str, database_url: str, **environ: str) -> Result:
        here = {
            "EVENTAPP_DATA_DIR": str(tmp_path / "data"),
            "EVENTAPP_DATABASE_URL": database_url,
            "EVENTAPP_WORKER": "apart",
            **environ,
        }
        return CliRunner().invoke(main, arguments, env=here, prog_name="eventapp")

    yield invoke
    structlog.configure(**kept)
    logging.getLogger().handlers[:] = handlers


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that does something."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif name not in OF_THE_CHECKOUT:
            yield (*path, name)


EVERY = sorted(commands(main))
ASKING = [words for words in EVERY if words != ("doctor",)]
"""Those that end where there is no database; `doctor` says so in a line and goes on."""


def command_of(words: tuple[str, ...]) -> click.Command:
    """Return the command of these words."""
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    return command


def value_of(param: click.Parameter, folder: Path) -> str:
    """Return something of the right shape for an argument or a required option."""
    kind = param.type
    if isinstance(kind, click.Choice):
        return str(kind.choices[0])
    if isinstance(kind, click.Path):
        path = folder / "list.csv"
        path.write_text("title,start\n", encoding="utf-8")
        return str(path)
    if isinstance(kind, click.types.IntParamType):
        return "1"
    return "nowhere"


def filled(words: tuple[str, ...], folder: Path) -> list[str]:
    """Return the command with all it must be given; every event is called `nowhere`."""
    line = list(words)
    for param in command_of(words).params:
        if isinstance(param, click.Argument):
            line.append(value_of(param, folder))
        elif param.required:
            line += [param.opts[-1], value_of(param, folder)]
    return line


def asks_for_an_event(words: tuple[str, ...]) -> bool:
    """Say whether the command names an event that must be there."""
    return any(
        param.human_readable_name == "EVENT" or "--event" in param.opts
        for param in command_of(words).params
    )


def one_sentence(result: Result, code: int) -> str:
    """Return the sentence on standard error; nothing else was said, and the exit code is right."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError("a traceback") from result.exception
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    sentences = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(sentences) == 1
    assert result.stderr.rstrip().endswith(sentences[0])
    assert code == 2 or result.stderr == f"{sentences[0]}\n"
    return sentences[0]


def test_every_command_is_walked() -> None:
    assert ("event", "create") in EVERY
    assert ("db", "upgrade") in EVERY
    assert {len(words) for words in EVERY} == {1, 2}
    assert len([words for words in EVERY if asks_for_an_event(words)]) > 10


@pytest.mark.parametrize("worker", ["inside", "apart"])
@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_database_that_cannot_be_reached_is_named_without_its_password(
    run: Run, tmp_path: Path, words: tuple[str, ...], worker: str
) -> None:
    line = filled(words, tmp_path)
    result = run(*line, database_url=NOWHERE, EVENTAPP_WORKER=worker)

    if words == ("routes",) and worker == "apart":  # needs no database
        assert result.exit_code == 0
        return
    text = one_sentence(result, 1)
    assert "the PostgreSQL database none at 127.0.0.1:1" in text
    assert "EVENTAPP_DATABASE_URL" in text
    assert "hush" not in result.output


@pytest.mark.parametrize(
    "words", [words for words in EVERY if asks_for_an_event(words)], ids=" ".join
)
def test_event_that_is_not_there_is_named(
    run: Run, tmp_path: Path, migrated_sqlite: Path, words: tuple[str, ...]
) -> None:
    result = run(*filled(words, tmp_path), database_url=f"sqlite:///{migrated_sqlite}")

    assert "there is no event 'nowhere'" in one_sentence(result, 1)


def test_help_needs_no_database(run: Run) -> None:
    result = run("--help", database_url=NOWHERE, EVENTAPP_WORKER="inside")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "openapi" not in result.stdout
    assert one_sentence(run("nonsense", database_url=NOWHERE), 2)


def test_database_file_that_is_none_or_of_another_version_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database " * 400, encoding="utf-8")
    folder = f"sqlite:///{tmp_path}/nowhere/x.db"

    none = one_sentence(run("event", "list", database_url=f"sqlite:///{tmp_path}/text.db"), 1)
    missing = one_sentence(run("event", "list", database_url=folder), 1)
    empty = one_sentence(run("event", "list", database_url=f"sqlite:///{tmp_path}/new.db"), 1)

    assert "text.db cannot be used: file is not a database" in none
    assert "x.db cannot be used: unable to open database file" in missing
    assert "new.db" in empty
    assert "eventapp db upgrade" in empty


def test_empty_database_is_said_on_either_kind(run: Run, database_url: str) -> None:
    assert run("db", "downgrade", "base", database_url=database_url).exit_code == 0

    assert "db upgrade" in one_sentence(run("event", "list", database_url=database_url), 1)


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("badges render spring -o {folder}/x.pdf --category nobility", 2, "guests"),
        ("badges render spring -o {folder}/x.pdf --layout a7", 2, "a6x4"),
        ("badges render spring -o {folder}/no/x.pdf", 2, "no folder {folder}/no"),
        ("badges render spring -o {folder}", 2, "is a directory"),
        ("badges render spring -o {folder}/{long}.pdf", 1, "{long}.pdf: File name too long"),
        ("registrations export spring {folder}/x.pdf", 2, ".csv"),
        ("registrations export spring {folder}/no/x.csv", 2, "no folder"),
        ("registrations export spring {folder}/{long}.csv", 1, "{folder}/{long}.csv"),
        ("person export spring AAAAAAAA", 1, "'AAAAAAAA'"),
        ("person erase spring AAAAAAAA", 1, "'AAAAAAAA'"),
        ("person export spring {reference} -o {folder}/no/x.zip", 2, "no folder"),
        ("person export spring {reference} -o {folder}/{long}.json", 1, "{long}.json"),
        ("agenda import spring {folder}/missing.xml", 2, "missing.xml"),
        ("agenda import spring {folder}", 2, "is a directory"),
        ("agenda import spring {folder}/odd.bin", 1, ""),
        ("agenda import spring {folder}/odd.bin --column colour=A", 2, "colour"),
        ("agenda import spring {folder}/own.csv --column title=Nowhere", 2, "Nowhere"),
        ("agenda export spring --format xml -o {folder}/no/x.xml", 2, "no folder"),
        ("agenda export spring --format xml -o {folder}/{long}.xml", 1, "{long}.xml"),
        ("agenda export spring --format docx -o {folder}/x", 2, "docx"),
        ("event create spring --title Again", 1, ""),
        ("event create Über --title Again", 1, ""),
        ("event create other --title T --zone Mars/Olympus", 2, "Mars/Olympus"),
        ("event create other --title T --zone ../../etc/passwd", 2, "time zone"),
        ("event create other --title T --places 99999999999999999999", 2, "1000000"),
        ("event create other --title T --starts 2015-03-26 --ends 2015-03-25", 2, "before"),
        ("event create other --title T --starts someday", 2, "someday"),
        ("user add nobody --role organiser --event spring", 1, ""),
        ("user add a@example.org --role king --event spring", 2, "king"),
        ("token add --event spring --scope all", 2, "all"),
        ("db downgrade nonsense", 1, "nonsense"),
        ("demo --participants 9999999", 2, "5000"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    run: Run,
    session: Session,
    tmp_path: Path,
    database_url: str,
    line: str,
    code: int,
    message: str,
) -> None:
    event, category = make_event_with_category(session)
    reference = make_registration(session, event, category).reference
    session.commit()
    (tmp_path / "odd.bin").write_bytes(b"\x00\xff\x00 no timetable")
    (tmp_path / "own.csv").write_text("Vortrag;Wann\nA;2027-04-15T09:00\n")
    names = {"folder": str(tmp_path), "reference": reference, "long": "x" * 300}
    before = sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".db")

    result = run(*line.format(**names).split(), database_url=database_url)

    assert message.format(**names) in one_sentence(result, code)
    after = {path.name for path in tmp_path.iterdir() if path.suffix != ".db"}
    assert after - {"data"} <= set(before)


def test_data_directory_that_cannot_be_made_is_named(
    run: Run, tmp_path: Path, migrated_sqlite: Path
) -> None:
    (tmp_path / "file").touch()
    folder, url = str(tmp_path / "file" / "data"), f"sqlite:///{migrated_sqlite}"

    result = run("event", "list", database_url=url, EVENTAPP_DATA_DIR=folder)

    assert folder in one_sentence(result, 1)


def test_address_that_is_taken_is_named(run: Run, tmp_path: Path, migrated_sqlite: Path) -> None:
    copy = shutil.copy(migrated_sqlite, tmp_path / "copy.db")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        text = one_sentence(run("serve", database_url=f"sqlite:///{copy}", PORT=port), 1)

    assert f"127.0.0.1:{port}: Address already in use" in text
    assert "PORT" in text


def test_bug_keeps_its_traceback(
    run: Run, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(json, "dumps", broken)
    result = run("routes", "--json", database_url=f"sqlite:///{migrated_sqlite}")

    assert isinstance(result.exception, KeyError)
