"""What a start imports, and what it leaves for whoever needs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventapp.bootstrap import environment
from eventapp.cli.at_need import MODULES
from eventapp.paths import CHECKOUT
from tests.cli.processes import environment as of_operator

HEAVY = {
    "alembic": "migrations",
    "flask_migrate": "migrations",
    "fontTools": "print",
    "markdown_it": "prose",
    "openpyxl": "nothing of ours",
    "PIL": "pictures of codes",
    "python_calamine": "the child that reads workbooks",
    "qrcode": "codes",
    "psycopg": "databases of PostgreSQL",
    "rich": "faults told with the values around them, which are nobody's to read",
    "redis": "counters that several machines share",
    "reportlab": "benchmarks",
    "weasyprint": "print",
    "webauthn": "passkeys",
    "xlsxwriter": "programmes as workbooks",
}
"""Module -> what alone needs it."""

SERVED = """
import gc, json, sys
from eventapp.cli.command import build_app
app = build_app()
status = app.test_client().get("/healthz").status_code
facts = {"status": status, "modules": sorted(sys.modules), "frozen": gc.get_freeze_count()}
print(json.dumps({**facts, "young": gc.get_threshold()[0], "on": gc.isenabled()}))
"""


def started(data_dir: Path) -> dict[str, object]:
    """Return what a process holds that was started as servers start it, on a current database."""
    ended = subprocess.run(
        [sys.executable, "-c", SERVED], cwd=CHECKOUT, env=of_operator(data_dir),
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    facts: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return facts


@pytest.mark.on_sqlite
def test_a_start_on_a_current_database_imports_nothing_that_only_some_requests_need(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    (tmp_path / "eventapp.db").write_bytes(migrated_sqlite.read_bytes())

    facts = started(tmp_path)

    modules = facts["modules"]
    assert isinstance(modules, list)
    assert facts["status"] == 200
    assert set(modules) & HEAVY.keys() == set()


@pytest.mark.on_sqlite
def test_what_a_server_starts_with_is_out_of_the_garbage_collectors_sight(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    (tmp_path / "eventapp.db").write_bytes(migrated_sqlite.read_bytes())

    facts = started(tmp_path)

    assert facts["on"]
    assert int(str(facts["frozen"])) > 100_000
    assert int(str(facts["young"])) > 10_000


def test_what_is_imported_is_never_looked_through_for_garbage() -> None:
    code = "import gc, eventapp.cli.command; print(gc.get_freeze_count(), gc.isenabled())"

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )

    frozen, is_on = ended.stdout.split()
    assert int(frozen) > 100_000
    assert is_on == "True"


def test_set_up_compiles_also_where_python_is_told_to_write_no_compiled_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "used.py").write_text("")

    subprocess.run(
        [sys.executable, "-c", "import used"], check=True, cwd=tmp_path,
        env={**os.environ, **environment.surroundings(), "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip

    assert list(tmp_path.rglob("used*.pyc"))


def test_everything_that_is_imported_at_need_is_compiled_by_the_set_up() -> None:
    at_need = {"alembic", "flask_migrate", "fontTools", "markdown_it", "qrcode", "webauthn"}

    assert {name.partition(".")[0] for name in MODULES} == at_need | {"xlsxwriter"}
    assert "eventapp.cli.at_need" in environment.USED
    assert "weasyprint" in environment.USED
