"""What the two commands bring to a machine, and that a wheel runs without the checkout."""

import json
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from eventapp import __main__ as bootstrap
from eventapp.paths import CHECKOUT

SHIPPED = {".html", ".txt", ".xml", ".py"}


def test_bootstrap_brings_a_browser_for_the_tests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "BROWSERS", ("no-such-browser",))

    assert "chromium" in bootstrap.missing_packages("test")
    assert "chromium" not in bootstrap.missing_packages("serve")


def test_environment_that_stands_still_gets_the_browser_the_tests_need(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "config", tmp_path / "config")
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from eventapp import __main__ as bootstrap\n"
        "bootstrap.ROOT = Path(sys.argv[1])\n"
        "bootstrap.STAMP = bootstrap.ROOT / 'stamp'\n"
        "lock = bootstrap.ROOT / 'config' / 'requirements-dev.lock'\n"
        "bootstrap.STAMP.write_text(bootstrap.fingerprint(lock))\n"
        "bootstrap.BROWSERS = ('no-such-browser',)\n"
        "bootstrap.set_up(sys.argv[2])\n"
    )

    said = {
        command: subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), command],
            cwd=CHECKOUT, capture_output=True, text=True, check=True, env={"PATH": "/nowhere"},
        ).stderr
        for command in ("test", "check", "serve")
    }  # fmt: skip

    assert "please install:" in said["test"]
    assert "chromium" in said["test"]
    assert (said["check"], said["serve"]) == ("", "")


def test_npm_leaves_nothing_outside_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = runpy.run_path(str(CHECKOUT / "config" / "build_assets.py"))
    work, outside = tmp_path / "work", tmp_path / "outside"
    work.mkdir()
    outside.mkdir()
    (work / "package.json").write_text('{"name": "none", "version": "1.0.0"}')
    (work / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {}}')
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(outside))

    hook["install"](work)

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
        "eventapp/_bundle/config/defaults.toml", "eventapp/translations/de/LC_MESSAGES/front.mo",
    } <= inside  # fmt: skip
    code = (
        "import sys, eventapp\n"
        "from eventapp.cli import build_app\n"
        "from flask_migrate import upgrade\n"
        "app = build_app()\n"
        "with app.app_context(): upgrade()\n"
        "client = app.test_client()\n"
        "page = client.get('/sign-in?lang=fr')\n"
        "style = page.get_data(as_text=True).partition('href=\"/static/')[2].partition('\"')[0]\n"
        "print(eventapp.__file__, page.status_code, 'Se connecter' in page.get_data(as_text=True))\n"
        "import re\n"
        "found = re.findall(r'(?:href|src)=\"(/static/[^\"]+)', page.get_data(as_text=True))\n"
        "print([client.get(path).status_code for path in found])\n"
    )

    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(tmp_path / "site"), "EVENTAPP_DATA_DIR": str(tmp_path / "var")},
    )  # fmt: skip

    lines = found.stdout.strip().splitlines()
    assert lines[-2] == f"{tmp_path}/site/eventapp/__init__.py 200 True", found.stderr
    assert set(json.loads(lines[-1])) == {200}
