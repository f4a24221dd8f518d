"""`python3 -m eventapp`: set up what is missing, then hand over to the command in `.venv`.

Standard library only, for it runs before anything is installed. Nothing is written outside the
checkout but the operating-system packages named first.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "eventapp.stamp"
PYTHON = VENV / "bin" / "python"
DEVELOPMENT = {"test", "check", "bench"}
"""Commands that also need the development packages."""

PDF_LIBRARIES = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PDF_PACKAGES = ("libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def say(text: str) -> None:
    """Tell the person at the terminal, on standard error: standard output is for results."""
    print(f"eventapp: {text}", file=sys.stderr, flush=True)


def missing_packages(command: str) -> list[str]:
    """Return the Debian packages whose files this machine lacks for the command."""
    wanted = []
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    if not all(map(loads, PDF_LIBRARIES)):
        wanted += PDF_PACKAGES
    if command == "test" and not any(map(shutil.which, BROWSERS)):
        wanted.append("chromium")
    if command == "test" and not loads("libatomic.so.1"):  # what drives the browser needs it
        wanted.append("libatomic1")
    return wanted


def loads(library: str) -> bool:
    """Say whether the shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Install with apt, as root or after a yes to sudo; without it say what is left out."""
    if sys.platform == "darwin":
        say("PDFs need Pango: brew install pango")
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        say(f"please install: {' '.join(packages)}. Going on without them.")
        return
    prefix: tuple[str, ...] = ()
    if os.geteuid() != 0:
        if not allowed(f"sudo {' '.join(command)}"):
            say(f"going on without {' '.join(packages)}: no PDF, no browser tests.")
            return
        prefix = ("sudo",)
    say(f"installing {' '.join(packages)} with apt")
    quiet = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive")  # sudo keeps no environment
    for step in (["apt-get", "update", "-q"], command):
        code = subprocess.run([*quiet, *step], stdout=sys.stderr, check=False)
        if code.returncode != 0:
            say(f"{' '.join(step)} failed; going on without.")
            return


def allowed(act: str) -> bool:
    """Ask before using sudo; without a terminal the answer is no."""
    if not shutil.which("sudo"):
        return False
    if not sys.stdin.isatty():
        say(f"no terminal to ask on, so not run: {act}")
        return False
    return input(f"eventapp: run `{act}`? [y/N] ").strip().lower() in {"y", "yes", "j", "o"}


def fingerprint(lock: Path) -> str:
    """Return a hash of everything the environment is made of."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (lock, ROOT / "pyproject.toml", *sorted((ROOT / "config").rglob("*.json"))):
        digest.update(path.read_bytes())
    digest.update((ROOT / "config" / "build_assets.py").read_bytes())
    return digest.hexdigest()


def set_up(command: str) -> None:
    """Make `.venv` from the hashed lock file, with front-end files, unless it stands already."""
    everything = ROOT / "config" / "requirements-dev.lock"
    running = ROOT / "config" / "requirements.lock"
    lock = everything if command in DEVELOPMENT else running
    stamp = STAMP.read_text(encoding="ascii") if STAMP.exists() else ""
    stands = stamp in {fingerprint(lock), fingerprint(everything)}
    if stands and command != "test":  # the tests also need a browser, whoever made .venv
        return
    packages = missing_packages(command)
    if packages:
        install_packages(packages)
    if stands:
        return
    say(f"setting up .venv from config/{lock.name} (about a minute)")
    STAMP.unlink(missing_ok=True)
    if not PYTHON.with_name("pip").exists():  # not begun, or broken off for want of python3-venv
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    pip = (str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock))
    run(*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(fingerprint(lock), encoding="ascii")


def run(*command: str) -> None:
    """Run a step of the set-up; a failed one ends the program with its own words."""
    environment = {**os.environ, "PIP_CACHE_DIR": str(ROOT / ".cache" / "pip")}
    code = subprocess.run(command, stdout=sys.stderr, env=environment, check=False).returncode
    if code != 0:
        say(f"`{' '.join(command)}` failed. Mend the cause above and start again.")
        raise SystemExit(1)


def main() -> None:
    """Set up when this is a checkout outside its own environment, then run the command."""
    if sys.version_info < (3, 11):
        say("Python 3.11 or newer is needed.")
        raise SystemExit(1)
    in_checkout = (ROOT / "pyproject.toml").is_file()
    if in_checkout and Path(sys.prefix).resolve() != VENV.resolve():
        set_up(sys.argv[1] if len(sys.argv) > 1 else "serve")
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "eventapp", *sys.argv[1:]])
    from eventapp.cli import main as command

    command(prog_name="eventapp")


if __name__ == "__main__":
    main()
