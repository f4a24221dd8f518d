"""`python3 -m eventapp` as its own process, in a small checkout: set up, resumed, mended, refused."""

import ast
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from eventapp.bootstrap import answers
from eventapp.cli.command import main
from eventapp.cli.development import command_faults
from eventapp.paths import PACKAGE
from tests.factories.checkouts import Checkout, Index, index_of, make_checkout
from tests.factories.machine import missing

WITHOUT_VENV = "import sys\nsys.modules['ensurepip'] = None\n"
"""A Python as Debian ships it without python3-venv."""
NOBODY = 65534 if os.geteuid() == 0 else None
"""Who may write nothing: root may write anywhere."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Return an index that serves at once."""
    with index_of(tmp_path_factory.mktemp("index")) as index:
        yield index


@pytest.fixture
def bare(tmp_path: Path, index: Index) -> Checkout:
    """Return a checkout in which nothing was set up."""
    return make_checkout(tmp_path / "app", index.url, index.digest)


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory, index: Index) -> tuple[Checkout, str]:
    """Return a checkout that was set up, and what was said over it."""
    checkout = make_checkout(tmp_path_factory.mktemp("stood") / "app", index.url, index.digest)
    code, output, said = checkout.run("doctor", "--json")
    assert (code, output) == (0, "ran doctor --json\n"), said
    return checkout, said


def test_each_step_is_named_with_its_length_and_only_the_environment_stays(
    stood: tuple[Checkout, str],
) -> None:
    checkout, said = stood

    for number, what in enumerate((".venv", "1 packages", "front-end", "eventapp itself"), 1):
        (line,) = [text_line for text_line in said.splitlines() if f"[{number}/4]" in text_line]
        assert what in line
        assert "second" in line or "minute" in line
    assert "ready after" in said
    left = {path.name for path in (checkout.root / ".cache").iterdir()}
    assert left - {"pip"} == {"set-up.lock", "set-up.log"}


def test_second_start_sets_nothing_up_and_takes_no_time(stood: tuple[Checkout, str]) -> None:
    checkout, _said = stood
    before = os.times()

    code, output, said = checkout.run("doctor")

    after = os.times()
    assert (code, output, said) == (0, "ran doctor\n", "")
    spent = after.children_user + after.children_system
    assert spent - before.children_user - before.children_system < 1  # also on a busy machine


def test_environment_that_stands_still_gets_the_browser_the_tests_need(
    stood: tuple[Checkout, str],
) -> None:
    checkout, _said = stood
    said = {command: checkout.run(command)[2] for command in ("test", "check", "serve")}

    assert "please install:" in said["test"]
    assert "chromium" in said["test"]
    assert (said["check"], said["serve"]) == ("", "")


def test_an_upgraded_python_of_the_same_version_changes_nothing(
    stood: tuple[Checkout, str], tmp_path: Path
) -> None:
    checkout, _said = stood
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.version = 'as after an upgrade'\n")

    code, _output, said = checkout.run("doctor", PYTHONPATH=str(tmp_path))

    assert (code, said) == (0, "")


def restamp(checkout: Checkout, **changes: str) -> None:
    """Let the environment say something else of itself."""
    stamp = checkout.root / ".venv" / "eventapp.stamp"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), **changes}))


@pytest.mark.parametrize(
    ("python", "stamp", "reason"),
    [
        ("/usr/bin/python2.7", {}, "its Python is gone or does not run"),
        ("/bin/false", {}, "its Python is gone or does not run"),
        (sys.executable, {"abi": "cpython-37m"}, "it is made for another Python (cpython-37m)"),
        (sys.executable, {"root": "/srv/elsewhere"}, "the checkout stood in /srv/elsewhere"),
        (os.path.realpath(sys.executable), {}, "it has no pip"),
    ],
)
def test_a_foreign_or_broken_environment_is_not_used_and_it_is_said_why(
    bare: Checkout, tmp_path: Path, python: str, stamp: dict[str, str], reason: str
) -> None:
    home = bare.root / ".venv"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "python").symlink_to(python)
    (home / "pyvenv.cfg").write_text("include-system-site-packages = false\n")
    (home / "eventapp.stamp").write_text(json.dumps(stamp))
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_VENV)  # it ends before anything is made

    code, _output, said = bare.run("doctor", PYTHONPATH=str(tmp_path))

    assert code == 1
    assert f"the old one is replaced: {reason}" in said


def test_an_environment_that_lost_a_package_is_made_anew_at_once(
    stood: tuple[Checkout, str],
) -> None:
    checkout, _said = stood
    shutil.rmtree(checkout.packages / "leaf")
    (checkout.packages / "own.py").write_text("")

    code, output, said = checkout.run("doctor")

    assert (code, output) == (0, "ran doctor\n"), said
    assert "the old one is replaced: leaf is missing from it" in said
    assert not (checkout.packages / "own.py").exists()
    assert checkout.run("doctor") == (0, "ran doctor\n", "")


def test_what_no_lock_file_names_and_what_pip_left_half_goes_at_the_next_set_up(
    stood: tuple[Checkout, str],
) -> None:
    checkout, _said = stood
    packages = checkout.packages
    shutil.rmtree(packages / "leaf")
    (packages / "leaf-1.0.dist-info" / "RECORD").unlink()  # as after a kill in the middle of pip
    old = packages / "node_once-24.dist-info"
    old.mkdir()
    (old / "METADATA").write_text("Metadata-Version: 2.1\nName: node-once\nVersion: 24\n")
    (old / "RECORD").write_text(
        "node_once-24.dist-info/METADATA,,\nnode_once-24.dist-info/RECORD,,\n"
    )
    restamp(checkout, made="from an older lock file")

    code, output, said = checkout.run("doctor")

    assert (code, output) == (0, "ran doctor\n"), said
    assert "taking out what no lock file names: node-once" in said
    assert not old.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "answer"),
    [
        (("--help",), 0, "registrations "),
        (("-h",), 0, "registrations "),
        (("--version",), 0, "version 4.2"),
        (("serve", "--help"), 0, "Usage: eventapp serve"),
        (("event", "create", "--help"), 0, "Usage: eventapp event create"),
        (("event",), 2, "create "),
        (("serv",), 2, "No such command 'serv'. Did you mean 'serve'"),
        (("event", "creat"), 2, "No such command 'creat'. Did you mean 'create'?"),
        (("--hlep",), 2, "No such option '--hlep'."),
    ],
)
def test_words_alone_install_nothing(
    bare: Checkout, arguments: tuple[str, ...], code: int, answer: str
) -> None:
    before = sorted(bare.root.iterdir())

    status, output, said = bare.run(*arguments)

    assert status == code
    assert answer in (output + said)
    assert (said == "") == (code == 0 or arguments == ("event",))
    assert sorted(bare.root.iterdir()) == before


def test_list_shown_before_set_up_is_the_programs_own() -> None:
    assert command_faults(main) == []
    shown = answers.commands()
    for name, command in main.commands.items():
        assert set(shown[name][1]) == set(getattr(command, "commands", {}))
    longer = click.Group(commands={**main.commands, "fly": click.Command("fly", help="Fly.")})
    assert [fault for fault in command_faults(longer) if "lacks the line: fly: Fly." in fault]


def test_without_network_it_says_what_is_needed_and_the_next_start_goes_on(
    bare: Checkout, index: Index
) -> None:
    code, output, said = bare.run("doctor", PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert (code, output) == (1, "")
    assert "the package index cannot be reached. Setting up needs the network once" in said
    assert "the next start goes on from here" in said
    lock = bare.root / "config" / "requirements.lock"
    lock.write_text(f"leaf==1.0 --hash=sha256:{'0' * 64}\n")
    code, output, said = bare.run("doctor")
    assert (code, output) == (1, "")
    assert "served another file than the lock file names; it was not installed" in said
    lock.write_text(f"leaf==1.0 --hash=sha256:{index.digest}\n")
    code, output, said = bare.run("doctor")
    assert (code, output) == (0, "ran doctor\n")
    assert "replaced" not in said


def test_without_python3_venv_it_names_the_package_and_makes_nothing(
    bare: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_VENV)

    code, _output, said = bare.run("doctor", PYTHONPATH=str(tmp_path))

    assert code == 1
    assert "As root: apt-get install python3-venv. Then start again." in said
    assert not (bare.root / ".venv").exists()


def python_of(user: int | None) -> str:
    """Return a Python that this user may run: not every one lies where everybody may look."""
    for python in (os.path.realpath(sys.executable), "/usr/bin/python3"):
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            new = "import sys; assert sys.version_info >= (3, 11)"
            subprocess.run([python, "-c", new], user=user, check=True, capture_output=True)
            return python
    missing("no Python 3.11 that another user may run")
    raise AssertionError


def test_who_may_not_write_into_the_checkout_is_told_so_in_a_sentence(index: Index) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # pytest's own is shut
        checkout = make_checkout(Path(folder) / "app", index.url, index.digest)
        for path in (Path(folder), checkout.root):
            path.chmod(0o555 if path == checkout.root else 0o755)
        done = subprocess.run(
            [python_of(NOBODY), "-m", "eventapp", "doctor"],
            cwd=checkout.root,
            env=checkout.environment(),
            user=NOBODY,
            capture_output=True,
            text=True,
            check=False,
        )
        checkout.root.chmod(0o755)

    assert done.returncode == 1
    assert f"{checkout.root}/.cache cannot be written" in done.stderr
    assert "Start as the owner of the checkout, or install the wheel." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bootstrap_needs_the_standard_library_alone() -> None:
    for path in (PACKAGE / "__main__.py", *(PACKAGE / "bootstrap").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                first, second = [*name.split("."), ""][:2]
                own = first == "eventapp" and (
                    second == "bootstrap" or name == "eventapp.cli.command"
                )
                assert own or first in sys.stdlib_module_names, f"{path.name}: {name}"
