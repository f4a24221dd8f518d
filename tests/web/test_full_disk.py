"""A served process whose disk is full: said at once, kept whole, right again the moment it is free (F5)."""

import contextlib
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from sqlalchemy.orm import Session

from eventapp.mail.models import Email, EmailState
from eventapp.orm import make_engine, reading
from eventapp.registration.models import Registration
from tests.conftest import free_port
from tests.factories.disks import SmallDisk, small_disk
from tests.factories.post import Postman
from tests.factories.served import WORK, Answer, Served, open_event, running, served

__all__ = ["small_disk"]
AT_ONCE = 5.0
"""Seconds: a third of what a writer waits for its turn."""


@contextlib.contextmanager
def slow_post() -> Iterator[tuple[Postman, int]]:
    """Run a real mail server that thinks two seconds about each e-mail; give its port."""
    postman = Postman()
    postman.pause = 2
    controller = Controller(postman, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield postman, controller.port
    controller.stop()


@contextlib.contextmanager
def installation(disk: SmallDisk, template: Path, worker: str, mail: int) -> Iterator[Served]:
    """Serve an open event whose data, jobs, limits and logs lie on the small disk."""
    shutil.copy(template, disk.folder / "eventapp.db")
    open_event(address(disk))
    here = {
        "EVENTAPP_WORKER": worker,
        "EVENTAPP_TICK_SECONDS": "1",
        "EVENTAPP_RATE_LIMITS": "on",
        "EVENTAPP_MAIL_URL": f"smtp://127.0.0.1:{mail}",
    }
    with contextlib.ExitStack() as stack:
        if worker == "apart":
            stack.enter_context(running(disk.folder, *WORK, log=disk.folder / "work", environ=here))
        yield stack.enter_context(served(disk.folder, free_port(), environ=here))


def address(disk: SmallDisk) -> str:
    return f"sqlite:///{disk.folder / 'eventapp.db'}"


def until_refused(place: Served) -> tuple[int, Answer, float]:
    """Send forms until one is refused; return how many passed, the answer and its seconds."""
    for number in range(100, 200):
        began = time.monotonic()
        answer = place.send_form(number)
        if answer.status != 303:
            return number - 100, answer, time.monotonic() - began
    raise AssertionError("the disk never was full")


@pytest.mark.parametrize("worker", ["inside", "apart"])
def test_sign_ups_are_refused_at_once_while_the_disk_is_full_and_the_next_one_passes_once_free(
    small_disk: SmallDisk, migrated_sqlite: Path, worker: str
) -> None:
    with (
        slow_post() as (post, port),
        installation(small_disk, migrated_sqlite, worker, port) as place,
    ):
        before = [place.sign_up(number) for number in range(2)]
        until(lambda: post.begun)
        small_disk.fill()  # while an e-mail is on its way: that it left cannot be written down
        passed, refused, seconds = until_refused(place)
        until(lambda: post.received)
        time.sleep(post.pause + 1)  # it is taken, and its booking is tried and refused
        again = [place.send_form(200 + number) for number in range(2)]
        reading = place.ask("/spring/").status
        post.pause = 0
        small_disk.free()
        began = time.monotonic()
        after = [place.sign_up(300 + number) for number in range(3)]
        waited = time.monotonic() - began
        registered, sent = told_of(small_disk, 2 + passed + 3)

    assert (before, [answer.status for answer in (refused, *again)]) == (
        [303, 303],
        [503, 503, 503],
    )
    assert seconds < AT_ONCE
    assert (refused.headers["retry-after"], refused.headers["content-type"]) == (
        "5", "text/html; charset=utf-8",
    )  # fmt: skip
    typed = re.findall(r'name="(family_name|email)"[^>]*value="([^"]+)"', refused.text)
    assert dict(typed) == {
        "family_name": f"Number {100 + passed}", "email": f"ada{100 + passed}@example.org",
    }  # fmt: skip
    assert (reading, after) == (200, [303, 303, 303])
    assert waited < AT_ONCE
    assert registered == sent == 2 + passed + 3
    ids = [message["Message-ID"] for message in post.received]
    assert len(ids) == len(set(ids)) == sent


def until(happened: Callable[[], object]) -> None:
    """Wait until it has happened."""
    end = time.monotonic() + 30
    while not happened() and time.monotonic() < end:
        time.sleep(0.02)


def told_of(disk: SmallDisk, status: int) -> tuple[int, int]:
    """Wait until so many e-mails are booked as sent; return how many people and e-mails there are."""
    engine = make_engine(address(disk))

    def counted(what: Any, *such: sa.ColumnElement[bool]) -> int:
        with Session(reading(engine)) as session:
            return session.scalar(sa.select(sa.func.count(what)).where(*such)) or 0

    sent = Email.state == EmailState.SENT
    until(lambda: counted(Email.id, sent) >= status)
    numbers = counted(Registration.id), counted(Email.id, sent)
    engine.dispose()
    return numbers
