"""The benchmarks measure the program that is served, at the sizes they name."""

import subprocess
import sys
from pathlib import Path

import pytest

from eventapp.badges import services as badges
from eventapp.bench.cases import programme
from eventapp.bench.catalogue import CASES
from eventapp.bench.mailbox import mailbox
from eventapp.bench.world import World
from tests.factories import programs


@pytest.fixture
def here(tmp_path: Path) -> World:
    """Return a small world on SQLite."""
    return World(tmp_path)


def test_everybody_who_is_added_has_a_name_and_a_badge_of_their_own(here: World) -> None:
    here.grow(400)

    with here.session() as (session, event):
        faces = badges.faces(session, event, chosen="all")
    here.end()
    assert len(faces) >= 380  # a few of the demo gave their place up
    assert len({one.token for one in faces}) == len(faces)
    assert (
        len({(one.title, one.given_name, one.family_name) for one in faces}) > 360
    )  # the demo drew a few of the same
    assert len({one.category for one in faces}) >= 4
    assert {one.language for one in faces} >= {"de", "fr"}


def test_a_case_asks_the_processes_that_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "LARGE", 30)
    monkeypatch.setattr(programme, "VISITORS", 3)
    monkeypatch.setattr(programme, "ONCE", 1)

    alone, three = programme.first_minute()

    assert (alone.wall.number, three.wall.number) == (1, 3)
    assert three.cpu is not None
    assert three.cpu.median > 0
    assert three.ratio is not None


def test_the_mail_server_knows_when_each_e_mail_came() -> None:
    with mailbox() as box:
        code = (
            "import smtplib, sys; s = smtplib.SMTP('127.0.0.1', int(sys.argv[1]));"
            "s.sendmail('a@example.org', ['b@example.org'], 'Subject: x\\r\\n\\r\\nx')"
        )
        subprocess.run([sys.executable, "-c", code, str(box.port)], check=True)

        assert box.moment_of("b@example.org") > 0


def test_the_command_names_what_there_is() -> None:
    found = programs.run("-m", "eventapp.cli", "bench", "nonsense", environ={})

    assert found.returncode == 2
    assert "unknown: nonsense; there are badges-250, " in found.stderr
    assert set(CASES) >= {"scan", "register", "agenda", "mixed", "emails", "scan-print"}
