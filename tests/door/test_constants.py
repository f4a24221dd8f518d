"""One set of words at the doors, in the program, on its pages and in its scripts."""

import re
from pathlib import Path

from eventapp.agenda.changes import ChangeKind
from eventapp.checkin.verdicts import Override, Why
from eventapp.door import constants
from eventapp.paths import PACKAGE, resource
from eventapp.registration.emails.sessions import PlaceChange

SCRIPTS = PACKAGE / "static" / "js" / "door"
WORD = re.compile(r'"(\w+)"')


def test_script_is_what_is_made_of_the_enums() -> None:
    assert constants.SCRIPT.read_text(encoding="utf-8") == constants.source()
    assert constants.fault() == ""
    assert 'ALREADY_IN: "already_in",' in constants.source()


def test_script_changed_by_hand_is_told(tmp_path: Path) -> None:
    changed = tmp_path / "constants.js"
    changed.write_text(constants.source().replace("already_in", "inside"), encoding="utf-8")

    assert "python3 -m eventapp.door.constants" in constants.fault(changed)
    assert "python3 -m eventapp.door.constants" in constants.fault(tmp_path / "gone.js")


def test_scripts_of_the_door_name_no_word_themselves() -> None:
    words = {member.value for kind in constants.WORDS for member in kind if "_" in member.value}
    written = {
        (path.name, word)
        for path in SCRIPTS.glob("*.js")
        if path != constants.SCRIPT
        for word in WORD.findall(path.read_text(encoding="utf-8"))
        if word in words
    }

    assert written == set()


def test_scanner_page_has_words_for_every_refusal_and_a_button_for_every_override() -> None:
    page = (resource("templates") / "door" / "scanner.html").read_text(encoding="utf-8")

    assert set(re.findall(r"data-why-(\w+)=", page)) == set(Why) - {Why.ALREADY_IN}
    assert set(re.findall(r'data-reason="(\w+)"', page)) == set(Override)


def test_emails_about_sessions_name_only_changes_there_are() -> None:
    lines = (resource("templates") / "emails" / "agenda" / "_lines.html").read_text("utf-8")
    named = set(re.findall(r'"(\w+)" in line\.what', lines))

    assert named
    assert named <= {*ChangeKind, *PlaceChange}
    assert set(PlaceChange) <= named
