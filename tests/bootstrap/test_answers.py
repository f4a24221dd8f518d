"""What is answered before anything is installed."""

import pytest

from eventapp.bootstrap import answers


@pytest.mark.parametrize(
    ("arguments", "nothing"),
    [(["--help"], True), (["--version"], True), (["serv"], True), (["db"], True), (["db", "nope"], True),
     ([], False), (["serve"], False), (["db", "upgrade"], False), (["db", "upgrade", "-h"], True)],
)  # fmt: skip
def test_words_alone_need_nothing_and_deeds_do(arguments: list[str], *, nothing: bool) -> None:
    assert answers.needs_nothing(arguments) is nothing


def test_a_slip_is_told_what_was_perhaps_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers.answer(["serv"]) == 2
    assert "Did you mean 'serve'" in capsys.readouterr().err


def test_help_is_asked_for_or_owed(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers.answer(["db", "--help"]) == 0
    assert answers.answer(["db"]) == 2
    shown = capsys.readouterr().out
    assert shown.count("upgrade") >= 2
    assert all(len(line) <= 80 for line in shown.splitlines())
