"""What a clock that jumped, or counters that are lost, must not leave shut: as processes meet it."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from eventapp.web.counters import FileStorage
from tests.conftest import free_port
from tests.factories.served import SET_CLOCK, Served, open_event, served, set_clock

pytestmark = pytest.mark.on_sqlite
Start = Callable[..., Served]
HOUR = 3600
MOST = 10
"""Enrolments a minute."""


@pytest.fixture
def start(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Start]:
    """Return what starts `serve` in production, with a clock of the test's own."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    open_event(f"sqlite:///{tmp_path / 'eventapp.db'}")
    set_clock(tmp_path / "ahead", seconds=0)
    with ExitStack() as stack:

        def begin(**environ: str) -> Served:
            command = ("-c", SET_CLOCK, str(tmp_path / "ahead"), "serve")
            return stack.enter_context(served(tmp_path, free_port(), *command, environ=environ))

        yield begin


def enrol(here: Served) -> tuple[int, int]:
    """Try to enrol a phone; return the status, and when to try again (0: at once)."""
    headers = {"Content-Type": "application/json"}
    answer = here.ask(
        "/door/v1/enrol", method="POST", body=json.dumps({"token": "none"}), headers=headers
    )
    return answer.status, int(answer.headers.get("retry-after", 0))


def shut(here: Served) -> int:
    """Use the minute up; return when to try again."""
    for _ in range(MOST):
        assert enrol(here)[0] != 429
    status, again = enrol(here)
    assert status == 429
    assert 1 <= again <= 60
    return again


def test_clock_that_was_ahead_leaves_nothing_shut(start: Start, tmp_path: Path) -> None:
    set_clock(tmp_path / "ahead", seconds=3 * HOUR)
    here = start()
    shut(here)

    set_clock(tmp_path / "ahead", seconds=0)
    shut(here)  # counted anew, from the first
    set_clock(tmp_path / "ahead", seconds=-3 * HOUR)
    shut(here)


def test_clock_put_right_between_two_starts_leaves_nothing_shut(
    start: Start, tmp_path: Path
) -> None:
    set_clock(tmp_path / "ahead", seconds=3 * HOUR)
    first = start()
    shut(first)
    first.end()

    set_clock(tmp_path / "ahead", seconds=0)
    assert enrol(start())[0] != 429


def test_redis_that_is_away_and_counters_that_are_damaged_keep_nobody_out(
    start: Start, tmp_path: Path
) -> None:
    here = start(EVENTAPP_REDIS_URL=f"redis://127.0.0.1:{free_port()}")
    assert here.sign_up(1) == 303
    shut(here)  # by the file meanwhile

    (tmp_path / "limits.db").write_bytes(b"no database at all" * 1000)
    assert here.sign_up(2) == 303
    assert enrol(here)[0] != 429  # the doors' own process meets the damage, too
    shut(here)


def test_window_that_began_before_a_small_step_back_is_not_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limiter, minute = FixedWindowRateLimiter(FileStorage(tmp_path / "limits.db")), parse("1/minute")
    began, steady = time.time(), time.monotonic()

    def at(*, wall: float, really: float) -> bool:
        monkeypatch.setattr(time, "time", lambda: began + wall)
        monkeypatch.setattr(time, "monotonic", lambda: steady + really)
        return limiter.hit(minute, "somebody")

    assert at(wall=0, really=0)
    assert not at(wall=40, really=40)
    assert not at(wall=10, really=41), "set back by half a minute"
    assert limiter.get_window_stats(minute, "somebody").reset_time - began <= 10 + 19
    assert at(wall=30, really=61), "a minute is over"
    assert not at(wall=29, really=61), "somebody read the clock a little earlier"
    assert at(wall=100, really=3), "the machine was started anew"
    assert at(wall=HOUR, really=4), "set forward"


def test_counts_that_are_over_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = FileStorage(tmp_path / "limits.db")
    for number in range(50):
        storage.incr(f"198.51.100.{number}", 60)
    later = time.monotonic() + 90
    monkeypatch.setattr(time, "monotonic", lambda: later)

    storage.incr("203.0.113.1", 60)

    assert b"198.51.100.7" not in (tmp_path / "limits.db").read_bytes()
    assert storage.get("203.0.113.1") == 1


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """Return the address of a Redis server of the test's own."""
    program, place = shutil.which("redis-server"), tmp_path / "redis"
    if program is None:
        pytest.skip("needs redis-server")
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(place), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    until = time.monotonic() + 10
    while not place.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert place.exists(), "redis-server does not start"
    yield f"unix://{place}"
    server.kill()
    server.wait()


def test_redis_whose_clock_went_back_leaves_nothing_shut(start: Start, redis_url: str) -> None:
    here = start(EVENTAPP_REDIS_URL=redis_url)
    shut(here)
    inside = redis.from_url(redis_url)
    for key in inside.scan_iter():
        inside.expire(key, 3 * HOUR)  # as its clock, set back, makes the time that is left

    shut(here)
    for key in inside.scan_iter():
        inside.persist(key)
    shut(here)
