"""The tests of our scripts, by Node's own runner; the Node is the one that drives the browsers.

Playwright brings it (1.65: `playwright/driver/node`), so that no second one lies in `.venv`.
"""

import base64
import json
import subprocess
from pathlib import Path

import playwright
import pytest

from eventapp.badges import codes
from eventapp.bootstrap.environment import LINTER
from eventapp.cli.development import BIOME
from eventapp.paths import CHECKOUT, PACKAGE
from tests.factories.machine import missing

NODE = Path(playwright.__file__).parent / "driver" / "node"
TESTS = CHECKOUT / "tests" / "js"
SCRIPTS = PACKAGE / "static" / "js"


def run(*arguments: str, root: Path = CHECKOUT) -> tuple[int, str]:
    """Run Node's tests; return the exit code and what was said."""
    quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
    done = subprocess.run(
        [str(NODE), quiet, "--test", "--test-reporter=spec", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_test_of_a_script_holds() -> None:
    code, said = run("tests/js/**/*.test.js")

    assert code == 0, said[said.find("failing tests") :]
    assert "ℹ fail 0" in said
    assert "ℹ skipped 0" in said


def test_a_script_that_is_wrong_fails_its_test(tmp_path: Path) -> None:
    script, its_test = Path("eventapp/static/js/website/moments.js"), "website/moments.test.js"
    for path in (script, Path("tests/js") / its_test):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes((CHECKOUT / path).read_bytes())
    wrong = (tmp_path / script).read_text("utf-8").replace("now < until", "now <= until")
    (tmp_path / script).write_text(wrong, "utf-8")

    code, said = run(f"tests/js/{its_test}", root=tmp_path)

    assert code == 1
    assert "ℹ fail 1" in said


def test_tests_lie_as_the_scripts_do() -> None:
    tested = {path.relative_to(TESTS) for path in TESTS.rglob("*.test.js")}
    scripts = {path.relative_to(SCRIPTS).with_suffix(".test.js") for path in SCRIPTS.rglob("*.js")}

    assert tested - scripts == set()


def test_what_scripts_open_is_what_the_program_seals() -> None:
    expected = json.loads((TESTS / "door" / "sealed.json").read_text("utf-8"))
    sealed = base64.urlsafe_b64decode(expected["sealed"] + "==")
    badge_id = codes.parse(expected["code"]).badge_id

    plain = json.dumps(expected["record"], ensure_ascii=False).encode()

    assert codes.seal(bytes.fromhex(expected["event"]), badge_id, plain, sealed[:12]) == sealed


def test_a_script_without_a_test_only_ties_a_page_to_those_that_have_one() -> None:
    tested = {path.relative_to(TESTS) for path in TESTS.rglob("*.test.js")}
    bare = [
        str(path.relative_to(SCRIPTS))
        for path in SCRIPTS.rglob("*.js")
        if path.relative_to(SCRIPTS).with_suffix(".test.js") not in tested
        and "document." not in path.read_text("utf-8")
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("slip.js", "export const total = cuont + 1;\n", "noUndeclaredVariables"),
        ("idle.js", "import { open } from './sealed.js';\n", "noUnusedImports"),
        ("slip.css", ".panel { colour: red; }\n", "noUnknownProperty"),
        ("twice.css", ".panel { color: red; color: blue; }\n", "noDuplicateProperties"),
    ],
)
def test_check_finds_slips_in_scripts_and_style_sheets(
    tmp_path: Path, name: str, text: str, rule: str
) -> None:
    if not (LINTER / "biome").exists():
        missing("the linter is not set up: python3 -m eventapp check")
    (tmp_path / name).write_text(text, "utf-8")

    done = subprocess.run(
        [*BIOME, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert rule in done.stdout + done.stderr
