"""The environment in `.venv`: whether it stands, whose it is, and making it from the lock files."""

import fcntl
import hashlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventapp.bootstrap import packages
from eventapp.bootstrap.steps import CACHE, LOG, ROOT, SetUpFailed, run, say

VENV = ROOT / ".venv"
STAMP = VENV / "eventapp.stamp"
PYTHON = VENV / "bin" / "python"
LINTER = VENV / "linter"
"""The folder of the program that judges scripts and style sheets; developers' alone."""
CONFIG = ROOT / "config"
RUNNING = CONFIG / "requirements.lock"
EVERYTHING = CONFIG / "requirements-dev.lock"
BUILD = CONFIG / "requirements-build.lock"
FRONT_END = CONFIG / "requirements-front-end.lock"
TOOLS = CACHE / "tools"
"""What is needed to build and not to run: there during the set-up only."""
ABI = str(sysconfig.get_config_var("SOABI") or sys.implementation.cache_tag)
NEEDED = {RUNNING: 900, EVERYTHING: 2050}
"""Megabytes on the disk while setting up, what was downloaded included."""
USED = """
import eventapp.cli.command
from eventapp.cli.at_need import use_everything
use_everything()
try:
    import weasyprint
except (ImportError, OSError):  # no Pango on this machine
    pass
"""
"""Compiles what is used and no more, which saves a fifth of the disk; shows that it is there."""
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)


def fingerprint(lock: Path) -> str:
    """Return a hash of everything the environment is made of, but for the Python it is made by."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project["build-system"], project["project"], project.get("tool", {}).get("hatch")]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    for path in (lock, BUILD, FRONT_END, *sorted(CONFIG.rglob("*.json")), *CONFIG.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what the environment says of itself; nothing while there is none to read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(**more: str) -> None:
    """Write whose environment this is; whole or not at all."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps({"abi": ABI, "root": str(ROOT), **more}), encoding="utf-8")
    draft.replace(STAMP)


def stands(*locks: Path) -> bool:
    """Say whether the environment is made from one of these lock files, here and by this Python."""
    made = read_stamp().get("made", "")
    return bool(made) and made in map(fingerprint, locks) and not fault(needs_pip=False)


def fault(*, needs_pip: bool = True) -> str:
    """Return why the environment in `.venv` is of no use to this Python, or nothing."""
    stamp = read_stamp()
    if "spoilt" in stamp:
        return stamp["spoilt"]
    if (root := stamp.get("root", str(ROOT))) != str(ROOT):
        return f"the checkout stood in {root} when it was made"
    code = (
        "import sysconfig as s, importlib.util as i\n"
        "print(s.get_config_var('SOABI'), i.find_spec('pip') is not None)"
    )
    try:
        done = subprocess.run(
            [PYTHON, "-I", "-c", code], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "its Python is gone or does not run"
    abi, pip = done.stdout.split(maxsplit=1)
    if other := next((tag for tag in (stamp.get("abi", ABI), abi) if tag != ABI), ""):
        return f"it is made for another Python ({other}) than this one ({ABI})"
    return "it has no pip" if needs_pip and pip.strip() == "False" else ""


def spoil(module: str) -> bool:
    """Note that a module is missing, so that `.venv` is made anew; False when that did not help."""
    stamp = read_stamp()
    if stamp.get("mended") == module:
        return False
    write_stamp(spoilt=f"{module} is missing from it", mended=module)
    return True


@contextmanager
def turn() -> Iterator[None]:
    """Wait until nobody else sets up here, a child that a killed start left behind included."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "set-up.lock").open("w", encoding="ascii") as held:
        os.set_inheritable(held.fileno(), True)  # noqa: FBT003  (its only form)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is setting up; waiting for it")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def make(lock: Path) -> None:
    """Make `.venv` from the hashed lock file, with front-end files; goes on where one broke off."""
    LOG.unlink(missing_ok=True)
    mended = read_stamp().get("mended", "")
    steps = numbered(4)
    say(f"{next(steps)} the environment .venv (a few seconds)")
    begin()
    write_stamp()
    for old in (TOOLS, CACHE / "tmp"):
        shutil.rmtree(old, ignore_errors=True)
    (CACHE / "tmp").mkdir()
    count = len(PINNED.findall(lock.read_text(encoding="utf-8")))
    length = "about a minute" if lock == RUNNING else "two minutes or so"
    say(f"{next(steps)} up to {count} packages from config/{lock.name} ({length})")
    pip("the packages", "-r", str(lock))
    prune()
    build(steps, *([LINTER] if lock == EVERYTHING else []))
    write_stamp(made=fingerprint(lock), **({"mended": mended} if mended else {}))


def numbered(count: int) -> Iterator[str]:
    """Yield what each of so many steps is headed with."""
    yield from (f"[{number}/{count}]" for number in range(1, count + 1))


def begin() -> None:
    """Keep the `.venv` that there is, else make one; what pip was killed over goes."""
    why = fault() if VENV.exists() else ""
    if why:
        say(f"      the old one is replaced: {why}")
    if why or not VENV.exists():
        if not packages.makes_environments():
            raise SetUpFailed(
                "this Python cannot make environments: the package python3-venv is missing."
                " As root: apt-get install python3-venv. Then start again."
            )
        run("the environment", sys.executable, "-m", "venv", "--clear", str(VENV))
    for half in [*installed("*.dist-info"), *installed("~*")]:
        if half.name.startswith("~") or not (half / "RECORD").exists():
            shutil.rmtree(half, ignore_errors=True)


def installed(pattern: str) -> list[Path]:
    """Return the folders of that pattern among what is installed."""
    return sorted(VENV.glob(f"lib/python*/site-packages/{pattern}"))


def pip(what: str, *arguments: str) -> None:
    """Install exactly what the lock file's hashes allow."""
    hashed = ("install", "--require-hashes", "--only-binary", ":all:", "--no-input", "--no-compile")
    run(what, str(PYTHON), "-m", "pip", *hashed, *arguments, environment=surroundings())


def surroundings() -> dict[str, str]:
    """Return the variables under which steps leave nothing outside the checkout."""
    return {
        "PIP_CACHE_DIR": str(CACHE / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_RETRIES": os.environ.get("PIP_RETRIES", "2"),
        "TMPDIR": str(CACHE / "tmp"),
        "PYTHONPATH": str(TOOLS),
        "PYTHONDONTWRITEBYTECODE": "",  # where that is set, each start would compile all anew
    }


def prune() -> None:
    """Take out what no lock file names any more."""
    known = {"pip", "eventapp"}
    for lock in (RUNNING, EVERYTHING):
        known |= set(PINNED.findall(lock.read_text(encoding="utf-8")))
    there = {path.name.split("-")[0].lower().replace("_", "-") for path in installed("*.dist-info")}
    if gone := sorted(there - {re.sub(r"[._-]+", "-", name) for name in known}):
        say(f"      taking out what no lock file names: {', '.join(gone)}")
        out = ("-m", "pip", "uninstall", "--yes", *gone)
        run("taking out", str(PYTHON), *out, environment=surroundings())


def build(steps: Iterator[str], *linter: Path) -> None:
    """Bring the front-end files, and the linter into its folder, and install eventapp itself.

    The tools for it go again.
    """
    front_end = CONFIG / "front_end.py"
    current = runpy.run_path(str(front_end))["is_current"](ROOT, *linter)
    say(f"{next(steps)} the front-end files (half a minute; the tools for it go again)")
    locks = [BUILD] if current else [BUILD, FRONT_END]
    arguments = [part for lock in locks for part in ("-r", str(lock))]
    pip("the tools", "--no-deps", "--target", str(TOOLS), *arguments)
    if not current:
        fetch = (str(PYTHON), str(front_end), *map(str, linter))
        run("the front-end files", *fetch, environment=surroundings())
    say(f"{next(steps)} eventapp itself (a few seconds)")
    own = ("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    run("eventapp itself", str(PYTHON), "-m", "pip", *own, environment=surroundings())
    shutil.rmtree(TOOLS, ignore_errors=True)
    run("eventapp itself", str(PYTHON), "-c", USED, environment=surroundings())
    shutil.rmtree(CACHE / "tmp", ignore_errors=True)
