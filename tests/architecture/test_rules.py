"""The project's own rules, read from its files, routes, templates and tables."""

import ast
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from eventapp.cli.development import ADDRESS, lock_faults
from eventapp.events.services import RESERVED
from eventapp.i18n import catalogues
from eventapp.paths import CHECKOUT, resource
from eventapp.settings import Settings
from eventapp.web import access
from tests.architecture.sources import functions, modules, nodes

MOST_LINES = 300
MOST_LINES_OF_FUNCTION = 40


def test_every_route_names_its_audience(app: Flask) -> None:
    with app.test_request_context():
        shut = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if access.admission_of(app.view_functions[rule.endpoint]) is None
        ]

    assert shut == []


def test_no_slug_can_hide_a_page_of_the_program(app: Flask) -> None:
    first = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}

    assert {part for part in first if part and "<" not in part} <= RESERVED


def test_every_template_page_has_a_title() -> None:
    pages = [
        path
        for path in resource("templates").rglob("*.html")
        if 'extends "base.html"' in path.read_text(encoding="utf-8")
        or 'extends "backoffice/base.html"' in path.read_text(encoding="utf-8")
    ]

    assert len(pages) > 30
    untitled = [path for path in pages if "block title" not in path.read_text(encoding="utf-8")]
    assert [path.name for path in untitled if path.parts[-2:] != ("backoffice", "base.html")] == []


def test_no_template_holds_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    guilty = [
        path.name
        for path in resource("templates").rglob("*.html")
        if "emails" not in path.parts and inline.search(path.read_text(encoding="utf-8"))
    ]

    assert guilty == []


def test_every_setting_stands_in_the_defaults() -> None:
    text = resource("config/defaults.toml").read_text(encoding="utf-8")

    keys = [field.name for field in fields(Settings) if field.name != "development"]
    assert [key for key in keys if not re.search(rf"^{key} = ", text, re.MULTILINE)] == []


def test_catalogues_are_complete() -> None:
    assert list(catalogues.faults()) == []


def test_lock_files_name_no_address() -> None:
    assert lock_faults() == []
    assert ADDRESS.search('"resolved": "somewhere"')


def test_services_never_commit() -> None:
    guilty = []
    for path in modules():
        if "services" not in path.name and "services" not in path.parts:
            continue
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr == "commit":
                guilty.append(f"{path.name}:{node.lineno}")

    assert guilty == []


def test_no_view_tells_looking_from_acting_by_get_alone() -> None:
    """HEAD looks, too: a view that asks whether it is GET lets HEAD act."""
    asked = re.compile(r"method\s*[!=]=\s*[\"'](?:GET|HEAD)")
    guilty = [str(path) for path in modules() if asked.search(path.read_text())]

    assert guilty == []


def test_no_view_module_is_imported_by_another() -> None:
    """What two share is a query, a service, a form or a module beside them; `app` asks for hooks."""
    imported = re.compile(r"^from (eventapp[.\w]*) import (.+)$", re.MULTILINE)
    guilty = []
    for path in modules():
        if path.name == "app.py":
            continue
        for module, names in imported.findall(path.read_text(encoding="utf-8")):
            if "views" in [*module.split("."), *re.findall(r"\w+", names)]:
                guilty.append(f"{path.relative_to(CHECKOUT)}: {module}")

    assert guilty == []


def test_files_and_functions_stay_small() -> None:
    long = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > MOST_LINES:
            long.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in functions(path):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > MOST_LINES_OF_FUNCTION:
                long.append(f"{path.name}:{node.name}: {length} lines")

    assert long == []


def test_no_file_of_tests_is_longer_than_one_can_read() -> None:
    paths = [*(CHECKOUT / "tests").rglob("*.py"), *(CHECKOUT / "tests").rglob("*.js")]
    lengths = {path: path.read_text("utf-8").count("\n") for path in paths}

    assert {path.name: most for path, most in lengths.items() if most > MOST_LINES} == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("errors.py", "import eventapp.orm"),
        ("mail/services.py", "import eventapp.registration.models"),
        ("registration/services/places.py", "import flask"),
        ("agenda/queries.py", "import eventapp.website.views.programme"),
        ("web/pages.py", "import eventapp.events.models"),
        ("website/flow.py", "import eventapp.backoffice.labels"),
        ("workflows/overview.py", "import wtforms"),
        ("agenda/models.py", "import eventapp.agenda.services"),
        ("cli/faults.py", "import eventapp.cli.serve"),
        ("utils.py", '"""A drawer."""'),
    ],
)
def test_import_contracts_bite(tmp_path: Path, module: str, line: str) -> None:
    shutil.copytree(
        CHECKOUT / "eventapp",
        tmp_path / "eventapp",
        ignore=shutil.ignore_patterns("static", "*.mo", "__pycache__"),
    )
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    target = tmp_path / "eventapp" / module
    old = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(f"{old}\n{line}\n", encoding="utf-8")
    code = "from importlinter.cli import lint_imports_command as m; m()"

    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout or "utils" in done.stdout


def test_one_sqlite_library_is_loaded_in_the_process(tmp_path: Path) -> None:
    code = (
        "import re,sys\n"
        "from pathlib import Path\n"
        "from eventapp.app import create_app\n"
        "from eventapp.mail.worker import Worker\n"
        "from tests.factories.apps import settings_for\n"
        f"app = create_app(settings_for(Path({str(tmp_path)!r}), 'sqlite:///{tmp_path}/x.db',"
        " worker='inside', rate_limits=True))\n"
        "app.test_client().get('/healthz')\n"
        "maps = Path('/proc/self/maps').read_text()\n"
        "print(sorted({Path(p).name for p in re.findall(r'/\\S*sqlite\\S*\\.so\\S*', maps)}))\n"
    )
    if not Path("/proc/self/maps").exists():
        pytest.skip("needs Linux's /proc")

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )

    libraries = ast.literal_eval(done.stdout.strip().splitlines()[-1])
    assert (
        len(
            [name for name in libraries if name.startswith(("_sqlite3", "libsqlite3", "pysqlite3"))]
        )
        <= 1
    ), libraries
