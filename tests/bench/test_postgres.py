"""The PostgreSQL server of tests and benchmarks leaves nothing behind, however its process ended."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from eventapp.bench import postgres
from eventapp.bench.ports import free_port
from eventapp.paths import CHECKOUT

KILLED = """
import os, signal
from eventapp.bench import postgres
server = postgres.Server(["fsync=off"])
print(server.folder, (server.folder / "data" / "postmaster.pid").read_text().split()[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_server_of_a_process_that_was_killed_is_gone_at_the_next_start() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    folder, number = killed.stdout.split()
    assert runs(int(number))

    postgres.remove_leftovers()

    until = time.monotonic() + 30
    while (runs(int(number)) or Path(folder).exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert (runs(int(number)), Path(folder).exists()) == (False, False)


def runs(number: int) -> bool:
    """Say whether a process goes on; one that nobody waits for has ended all the same."""
    try:
        return bool(psutil.Process(number).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_port_that_was_given_is_given_to_no_other_process() -> None:
    given = {free_port() for _ in range(50)}
    asks = "from eventapp.bench.ports import free_port; print(*(free_port() for _ in range(500)))"

    other = subprocess.run(
        [sys.executable, "-c", asks], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )

    assert len(given) == 50
    assert given & set(map(int, other.stdout.split())) == set()
