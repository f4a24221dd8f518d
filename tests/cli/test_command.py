"""Every command, run as a process on each kind of database, does what it says."""

import json
from pathlib import Path

import click
import pytest

from eventapp.cli import development
from eventapp.cli.command import main
from tests.cli.processes import eventapp

ELSEWHERE = {
    ("serve",): "tests/web/test_server.py",
    ("work",): "tests/mail/test_stopping.py",
    ("doctor",): "tests/cli/test_doctor.py",
}
"""Commands that other tests run as processes."""

STORY = (
    ("db upgrade", ""),
    ("db check", "No new upgrade operations detected."),
    ("event create spring --title Spring --starts 2027-04-15 --ends 2027-04-16", "/spring/"),
    ("event list --json", '"slug": "spring"'),
    ("user add ada@example.org --role organiser --event spring --language fr", "/sign-in/link/"),
    ("user block ada@example.org", "ada@example.org is blocked."),
    ("user unblock ada@example.org", "ada@example.org can sign in again."),
    ("token add --event spring --scope read", "token for spring, read: ea_"),
    ("token list --event spring", '"scope": "read"'),
    ("token revoke {token}", "token 'command line' no longer works."),
    ("demo --participants 2", "go-cluster: "),
    ("agenda import spring {folder}/own.csv", "1 new"),
    ("agenda check spring", ""),
    ("agenda release spring --name One", "spring: version 1"),
    ("agenda export spring --format xml -o {folder}/agenda.xml", "agenda.xml"),
    ("badges codes go-cluster", '"reference"'),
    ("badges render go-cluster -o {folder}/badges.pdf --layout a6x4", "badges: "),
    ("badges keys go-cluster", '"key": 1'),
    ("badges new-key go-cluster", "signed with key 2; printed badges stay valid"),
    ("badges retire-key go-cluster 1", "key 1 is retired."),
    ("registrations export go-cluster {folder}/list.csv", "registrations: "),
    ("checkin report go-cluster --json", '"inside": '),
    ("person export go-cluster {reference} -o {folder}/person.zip", ""),
    ("person erase go-cluster {reference} --json", "{{"),
    ("mail status", "sent: "),
    ("mail send", "e-mails sent"),
    ("routes --json", '"rule"'),
    ("db downgrade", ""),
)
"""What is typed, and what the answer holds."""


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return the words of every command of the installation that does something."""
    names: set[tuple[str, ...]] = set()
    of_the_checkout = {command.name for command in development.commands}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            names |= leaves(command, (*path, name))
        elif name not in of_the_checkout:
            names.add((*path, name))
    return names


def test_no_command_is_left_out() -> None:
    named = {tuple(words.split()[:2]) for words, _ in STORY}
    named |= {words[:1] for words in named}

    assert leaves(main) - named == set(ELSEWHERE)


@pytest.mark.timeout(240)
def test_every_command_does_what_it_says(tmp_path: Path, database_url: str) -> None:
    (tmp_path / "own.csv").write_text(
        "title,start,end\nWelcome,2027-04-15T09:00,2027-04-15T10:00\n"
    )
    names = {"folder": str(tmp_path), "reference": "none yet", "token": ""}
    for words, answer in STORY:
        line = words.format(**names).split()

        result = eventapp(*line, data_dir=tmp_path / "data", EVENTAPP_DATABASE_URL=database_url)

        assert (result.returncode, result.stderr) == (0, ""), (words, result.stdout, result.stderr)
        assert answer.format(**names) in result.stdout, words
        if words.startswith("badges codes"):
            names["reference"] = json.loads(result.stdout.splitlines()[0])["reference"]
        if words.startswith("token list"):
            names["token"] = json.loads(result.stdout)["number"]
    assert (tmp_path / "badges.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "agenda.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert (tmp_path / "person.zip").read_bytes().startswith(b"PK")
    assert (tmp_path / "list.csv").stat().st_size > 100
