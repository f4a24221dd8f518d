"""Packages of the operating system: which are missing, and installing them with apt."""

import ctypes
import importlib
import importlib.util
import os
import shutil
import sys

from eventapp.bootstrap.steps import SetUpFailed, run, say

PDF_LIBRARIES = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PDF_PACKAGES = ("libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
APT = (
    "env", "DEBIAN_FRONTEND=noninteractive",  # sudo keeps no environment
    "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120",
    "-o", "Acquire::http::Timeout=30", "-o", "Acquire::https::Timeout=30",
)  # fmt: skip
"""Waits for whoever else installs, and not for ever for a mirror that is silent."""


def missing(command: str) -> list[str]:
    """Return the Debian packages whose files this machine lacks for the command."""
    names = []
    if not makes_environments():
        names.append("python3-venv")
    if not all(map(loads, PDF_LIBRARIES)):
        names += PDF_PACKAGES
    if command == "test" and not any(map(shutil.which, BROWSERS)):
        names.append("chromium")
    if command == "test" and not loads("libatomic.so.1"):  # what drives the browser needs it
        names.append("libatomic1")
    if command == "test" and shutil.which("strace") is None:  # what shows whether a write is kept
        names.append("strace")
    return names


def makes_environments() -> bool:
    """Say whether this Python has what `-m venv` puts pip in with."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def loads(library: str) -> bool:
    """Say whether the shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(names: list[str]) -> None:
    """Install with apt, as root or after a yes to sudo; without it say what is left out."""
    if sys.platform == "darwin":
        say("PDFs need Pango: brew install pango")
        return
    listed = " ".join(names)
    if shutil.which("apt-get") is None:
        say(f"please install: {listed}. Going on without.")
        return
    prefix: tuple[str, ...] = ()
    if os.geteuid() != 0:
        if not allowed(f"sudo apt-get install {listed}"):
            say(f"going on without; as root: apt-get install {listed}")
            return
        prefix = ("sudo",)
    say(f"installing with apt: {listed} (half a minute or so)")
    try:
        run("apt-get update", *prefix, *APT, "update")
        run("apt-get install", *prefix, *APT, "install", "--yes", "--no-install-recommends", *names)
    except SetUpFailed as failure:
        say(f"{failure}\n          Going on without {listed}.")


def allowed(act: str) -> bool:
    """Ask before using sudo; without a terminal the answer is no."""
    if not shutil.which("sudo"):
        return False
    if not sys.stdin.isatty():
        say(f"no terminal to ask on, so not run: {act}")
        return False
    return input(f"eventapp: run `{act}`? [y/N] ").strip().lower() in {"y", "yes", "j", "o"}
