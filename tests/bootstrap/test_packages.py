"""Packages of the system: what is missing is named, and nothing is installed without a yes."""

import io
import os
import sys
from pathlib import Path

import pytest

from eventapp.bootstrap import packages, steps


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which this process finds programs; there is none yet."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, script: str = "exit 0") -> None:
    """Put a program into the folder."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_tests_need_a_browser_and_strace_and_serving_needs_neither(programs: Path) -> None:
    needed = packages.missing("test")
    assert {"chromium", "strace"} <= {*needed}
    assert not {"chromium", "strace"} & {*packages.missing("serve")}

    put(programs, "google-chrome")
    put(programs, "strace")
    assert not {"chromium", "strace"} & {*packages.missing("test")}


def test_a_library_that_is_nowhere_is_missing_and_one_that_is_there_is_not() -> None:
    assert not packages.loads("libnobody-has-it.so.9")
    assert packages.loads("libc.so.6")


@pytest.mark.usefixtures("programs")
def test_without_apt_it_says_what_to_install_and_goes_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    packages.install(["chromium", "strace"])

    said = "".join(capfd.readouterr())
    assert "please install: chromium strace" in said


def test_without_a_terminal_nothing_is_run_as_somebody_else(
    programs: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = programs / "ran"
    put(programs, "sudo", f": > {ran}")
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))

    assert not packages.allowed("sudo apt-get install strace")
    assert "no terminal to ask on" in "".join(capfd.readouterr())
    assert not ran.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is not asked")
def test_root_installs_with_an_apt_that_asks_nothing_and_a_failure_stops_nothing(
    programs: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(steps, "LOG", programs / "set-up.log")  # the checkout's own stays as it is
    ran = programs / "ran"
    put(programs, "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {ran}')
    put(programs, "env", 'export "$1"; shift; exec "$@"')

    packages.install(["strace"])
    update, install = ran.read_text(encoding="utf-8").splitlines()
    assert update.startswith("noninteractive")
    assert update.endswith(" update")
    assert install.endswith(" install --yes --no-install-recommends strace")

    put(programs, "apt-get", "exit 100")
    packages.install(["strace"])
    assert "Going on without strace." in "".join(capfd.readouterr())
