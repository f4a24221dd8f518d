"""What may be typed for a command is said to be wrong at once, before any work."""

from pathlib import Path

import click
import pytest

from eventapp.cli.values import Line, Moment, Target


def test_a_line_is_cleaned_and_never_empty_nor_too_long() -> None:
    assert Line(10).convert("  Ada \t B ", None, None) == "Ada B"
    with pytest.raises(click.BadParameter, match="some text"):
        Line(10).convert(" \u200b ", None, None)
    with pytest.raises(click.BadParameter, match="at most 10 characters are wanted, not 11"):
        Line(10).convert("x" * 11, None, None)


def test_a_year_that_is_a_slip_is_refused() -> None:
    assert Moment().convert("2027-04-15", None, None).year == 2027
    with pytest.raises(click.BadParameter, match="1970 to 2199"):
        Moment().convert("0207-04-15", None, None)


def test_a_file_in_no_folder_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert Target().convert(str(tmp_path / "list.csv"), None, None) == tmp_path / "list.csv"
    with pytest.raises(click.BadParameter, match="there is no folder"):
        Target().convert(str(tmp_path / "nowhere" / "list.csv"), None, None)
    with pytest.raises(click.BadParameter, match="is a directory"):
        Target().convert(str(tmp_path), None, None)
