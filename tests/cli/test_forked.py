"""A forked command is what one begun afresh is: else every test that forks would prove less."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eventapp.paths import CHECKOUT
from tests.cli.processes import environment
from tests.factories.programs import Forked, run, start

TELLS = """
import atexit, os, sys
atexit.register(print, "bye")
print(sys.argv, os.getcwd(), sorted(os.environ), sorted(map(int, os.listdir("/proc/self/fd")))[:3])
for stream in (sys.stdin, sys.stdout, sys.stderr):
    print(stream.encoding, stream.errors, stream.line_buffering, stream.isatty())
print("\\udcff", file=sys.stderr)
{end}
"""


@pytest.mark.parametrize("end", ["", "sys.exit(3)", "sys.exit('why')", "os.kill(os.getpid(), 15)"])
def test_forked_program_says_and_ends_as_one_begun_afresh(tmp_path: Path, end: str) -> None:
    text, here = TELLS.format(end=end), environment(tmp_path)
    afresh = subprocess.run(
        [sys.executable, "-c", text, "word"], cwd=CHECKOUT, env=here, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    forked = run("-c", text, "word", environ=here)

    assert (forked.returncode, forked.stdout) == (afresh.returncode, afresh.stdout)
    assert forked.stderr == afresh.stderr


def test_forked_programs_are_processes_of_their_own_that_hear_signals(tmp_path: Path) -> None:
    with (tmp_path / "said").open("wb") as said:
        to = said.fileno()
        sleeps = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
        both = [
            start("-c", sleeps, environ=environment(tmp_path), stdout=to, stderr=to)
            for _ in range(2)
        ]
    until = time.monotonic() + 30
    while (tmp_path / "said").read_text().count("\n") < 2 and time.monotonic() < until:
        time.sleep(0.01)

    assert all(isinstance(program, Forked) and program.poll() is None for program in both)
    assert {program.pid for program in both} == set(
        map(int, (tmp_path / "said").read_text().split())
    )
    assert os.getpid() not in {program.pid for program in both}
    for program in both:
        program.kill()
    assert [program.wait(30) for program in both] == [-9, -9]
