"""Starts that set up at once or are broken off: one turn, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.checkouts import Index, hear_interrupts, index_of, make_checkout


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Index]:
    """Return an index that serves the package only when it may."""
    with index_of(tmp_path) as index:
        index.may.clear()
        yield index


def test_a_set_up_that_was_interrupted_or_killed_is_gone_on_with(
    slow: Index, tmp_path: Path
) -> None:
    checkout = make_checkout(tmp_path / "app", slow.url, slow.digest)
    for sign in (signal.SIGINT, signal.SIGTERM):
        process = checkout.start("doctor")
        assert slow.asked.wait(60)
        slow.asked.clear()
        process.send_signal(sign)
        _output, said = process.communicate(timeout=30)
        assert process.returncode == 128 + sign
        assert "the next start goes on from here" in said
        assert "Traceback" not in said
        assert "another start" not in said
    killed = checkout.start("doctor")
    assert slow.asked.wait(60)
    killed.send_signal(signal.SIGKILL)
    second = checkout.start("doctor")
    assert second.stderr is not None
    first = second.stderr.readline()
    slow.may.set()

    output, said = second.communicate(timeout=120)

    assert "another start is setting up; waiting for it" in first  # the child that was left behind
    assert (second.returncode, output) == (0, "ran doctor\n"), said
    assert "replaced" not in said


SLOW_TO_END = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(1.5), sys.exit(3)))
with open(sys.argv[1], "w") as begun: print(os.getpid(), file=begun)
time.sleep(60)
"""


def number_in(path: Path) -> int:
    """Return the number in a file as soon as its line is whole."""
    for _ in range(600):
        if path.exists() and (text := path.read_text()).endswith("\n"):
            return int(text)
        time.sleep(0.05)
    raise TimeoutError(path)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_step_is_gone_before_its_start_is(
    sign: signal.Signals, tmp_path: Path
) -> None:
    begun, script = tmp_path / "begun", tmp_path / "step.py"
    script.write_text(SLOW_TO_END)
    code = (
        "import signal, sys; from eventapp.bootstrap.steps import run;"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143));"
        "run('a step', sys.executable, *sys.argv[1:])"
    )
    start = subprocess.Popen(
        [sys.executable, "-c", code, str(script), str(begun)],
        stderr=subprocess.DEVNULL,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  (one call, no lock is taken)
    )
    with start:
        step = number_in(begun)
        start.send_signal(sign)
        start.wait(30)

    with pytest.raises(ProcessLookupError):
        os.kill(step, 0)


def test_two_starts_at_once_set_up_once(slow: Index, tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "app", slow.url, slow.digest)
    both = [checkout.start("doctor") for _ in range(2)]
    assert slow.asked.wait(60)
    slow.may.set()

    outputs = [process.communicate(timeout=120) for process in both]

    assert [
        (process.returncode, output) for process, (output, _said) in zip(both, outputs, strict=True)
    ] == [(0, "ran doctor\n")] * 2
    assert sorted("ready after" in said for _output, said in outputs) == [False, True]
