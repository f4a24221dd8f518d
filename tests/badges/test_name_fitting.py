"""Names and organisations as people write them: set whole, or reported before printing."""

import csv
import re
from pathlib import Path

import pytest

from eventapp.badges import name_fitting
from eventapp.badges.boxes import ORGANISATION, set_in
from eventapp.badges.measuring import width_mm
from eventapp.badges.render import troubles
from eventapp.documents import typefaces
from eventapp.text_search import clean_line
from tests.badges.test_render import a_face
from tests.factories.timetables import COLLECTION, DATA

pytestmark = pytest.mark.on_sqlite

NAMES = (DATA / "names.csv", COLLECTION / "names" / "complex-names.csv")
ORGANISATIONS = (DATA / "organisations.csv", COLLECTION / "orgs" / "institutions-long-names.csv")
"""Of our own, and the collections of real ones where they are."""
LONG = "Wolfeschlegelsteinhausenbergerdorff"


def second_column(paths: tuple[Path, Path]) -> list[str]:
    """Return the second columns of those that are here."""
    names = []
    for path in filter(Path.exists, paths):
        with path.open(encoding="utf-8", newline="") as file:
            names += [row[1] for row in list(csv.reader(file))[1:]]
    assert len(names) >= 25
    return names


def letters(text: str) -> str:
    """Return the text without blanks and hyphens, which setting in lines may change."""
    return re.sub(r"[\s‐‑-]", "", text)


def test_every_strange_name_is_set_whole_or_reported() -> None:
    for name in map(clean_line, second_column(NAMES)):
        given, _, family = name.rpartition(" ")
        fitted = name_fitting.fit(given, family)

        assert all(width_mm(line, fitted.size) <= name_fitting.WIDTH_MM for line in fitted.lines), (
            name
        )
        assert name_fitting.height_mm(fitted) <= name_fitting.HEIGHT_MM, name
        if letters("".join(fitted.lines)) != letters(name):
            assert typefaces.lacking(name) or not fitted.whole, name


def test_every_institution_stands_whole_in_its_box() -> None:
    printed = second_column(ORGANISATIONS)

    assert [name for name in printed if not set_in(ORGANISATION, name).whole] == []


def test_word_too_long_for_a_line_is_divided_and_reported() -> None:
    fitted = name_fitting.fit("Hubert", LONG)

    assert fitted.divided
    assert letters("".join(fitted.lines)) == f"Hubert{LONG}"
    assert [str(trouble.what) for trouble in troubles([a_face(LONG)])] == [
        "A word too long for a line was divided."
    ]


def test_letters_are_reported_by_how_they_will_look() -> None:
    assert name_fitting.missing_glyphs("Łukasz Παπαδόπουλος Дмитрий Ştefan Hường GROẞMANN") == ""
    assert name_fitting.missing_glyphs("Kim 김민준") == "김민준"
    assert typefaces.lacking("मीनाक्षी 김민준 สมชาย محمد יעל გიორგი Արամ 張偉 𠮷野 太郎") == ""
    assert [str(trouble.what) for trouble in troubles([a_face("Vogel 𓀀")])] == [
        "No typeface has these characters; they are left out: 𓀀"
    ]
    assert "by hand" in str(troubles([a_face("𓀀𓀁")])[0].what)
    assert name_fitting.fit("Lena 🦄", "👩🏽‍🔬 Vogel").lines == ("Lena", "Vogel")
