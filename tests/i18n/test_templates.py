"""Templates are compiled once for all starts, where that can be kept."""

from pathlib import Path

import pytest
from jinja2 import Environment

from eventapp.i18n import templates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder for what is compiled."""
    monkeypatch.setattr(templates, "COMPILED", tmp_path / "templates")
    return tmp_path


def fresh() -> Environment:
    """Return the environment as a new start makes it."""
    return templates.environment.__wrapped__()


def test_template_is_compiled_by_the_first_start_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh().get_template("base.html")
    monkeypatch.setattr(Environment, "compile", lambda *_known: pytest.fail("compiled again"))

    assert fresh().get_template("base.html").name == "base.html"
    assert len(list((folder / "templates").iterdir())) == 1


def test_template_that_changed_is_compiled_again(folder: Path) -> None:
    changing = folder / "changing.txt"
    for text in ("before", "after"):
        changing.write_text(text)
        made = fresh()
        assert made.loader is not None
        made.loader.searchpath = [str(folder)]  # type: ignore[attr-defined]

        assert made.get_template("changing.txt").render() == text


def test_template_is_shown_where_nothing_can_be_kept(folder: Path) -> None:
    (folder / "templates").write_text("a file where the folder should be")

    assert fresh().get_template("base.html").name == "base.html"
