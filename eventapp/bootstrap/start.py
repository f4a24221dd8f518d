"""Set up what a command needs, then become the command in `.venv`."""

import errno
import os
import shutil
import signal
import sys
import time
from typing import NoReturn

from eventapp.bootstrap import answers, packages
from eventapp.bootstrap.environment import (
    EVERYTHING,
    NEEDED,
    PYTHON,
    RUNNING,
    VENV,
    make,
    stands,
    turn,
)
from eventapp.bootstrap.steps import CACHE, KEPT, ROOT, SetUpFailed, say

DEVELOPMENT = {"test", "check", "bench"}
"""Commands that also need the development packages."""


def hand_over(arguments: list[str]) -> NoReturn:
    """Set up unless only words are asked for, then run the command; never returns."""
    if answers.needs_nothing(arguments):
        if not stands(RUNNING, EVERYTHING):
            raise SystemExit(answers.answer(arguments))
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            set_up(arguments[0] if arguments else "serve")
        except (KeyboardInterrupt, SystemExit) as ended:
            say(f"interrupted. {KEPT}")
            raise SystemExit(getattr(ended, "code", 128 + signal.SIGINT)) from None
        except SetUpFailed as failure:
            say(str(failure))
            raise SystemExit(1) from None
        except OSError as error:
            say(sentence(error))
            raise SystemExit(1) from None
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "eventapp", *arguments])


def set_up(command: str) -> None:
    """Make sure that everything the command needs is there.

    Raises SetUpFailed or OSError when it cannot be.
    """
    lock = EVERYTHING if command in DEVELOPMENT else RUNNING
    if (
        stands(lock, EVERYTHING) and command != "test"
    ):  # it also needs a browser, whoever made .venv
        return
    if missing := packages.missing(command):
        CACHE.mkdir(exist_ok=True)
        packages.install(missing)
    if stands(lock, EVERYTHING):
        return
    with turn():
        if stands(lock, EVERYTHING):  # another start made it meanwhile
            return
        room = shutil.disk_usage(ROOT).free // 1_000_000
        if not VENV.exists() and room < NEEDED[lock]:
            raise SetUpFailed(f"setting up needs {NEEDED[lock]} MB in {ROOT}; {room} MB are free.")
        begun = time.monotonic()
        say(f"setting up in {ROOT}, nothing outside of it")
        make(lock)
        say(f"ready after {time.monotonic() - begun:.0f} s; the next start takes a second or two")


def sentence(error: OSError) -> str:
    """Return what a fault of the file system means for the set-up."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"the disk is full: setting up needs {NEEDED[RUNNING]} MB in {ROOT}. {KEPT}"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"{error.filename or ROOT} cannot be written: setting up writes .venv and .cache in"
            f" {ROOT}. Start as the owner of the checkout, or install the wheel."
        )
    return f"setting up failed: {error}. {KEPT}"
