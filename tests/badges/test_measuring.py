"""Ink on badges: nothing of a letter is cut by the box it stands in, and no two lines touch."""

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.programme import EMPTY
from eventapp.badges import name_fitting
from eventapp.badges.measuring import MM_PER_POINT, reach
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of, troubles
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf
from eventapp.text_search import clean_line
from tests.badges.test_name_fitting import NAMES, second_column
from tests.badges.test_render import a_face
from tests.documents.test_typefaces import named
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite

DOTS_A_MM = 150 / 25.4
WITHOUT_BOX = "\n.badge>*{overflow:visible!important}"
NAME_ALONE = "\n.badge>*{display:none}.badge>h1{display:block}"
HIGH = "Ấ Å Ģ Ţ j q"
"""Letters that reach further than others, above, below and to the left."""


@pytest.fixture
def faces() -> list[Face]:
    """Return a badge for every hard name, with hard letters in every other text."""
    faces = []
    for name in map(clean_line, second_column(NAMES)):
        given, _, family = name.rpartition(" ")
        faces.append(replace(named(given, family), title=HIGH, organisation=f"j{HIGH} " * 9))
    return faces


def pictures(
    session: Session, faces: Sequence[Face], style: str, layout: str = "a6"
) -> list["np.ndarray[tuple[int, int], np.dtype[np.int16]]"]:
    """Return the pages' lightness, with more style; codes and flow are not drawn."""
    event = make_event(session, slug=f"ink-{len(style)}")
    document = document_of(event, EMPTY, faces, LAYOUTS[layout])
    alone = replace(document, css=document.css + style, under=())
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(alone)))
    scale = DOTS_A_MM * 25.4 / 72
    return [np.asarray(page.render(scale=scale).to_pil().convert("L"), np.int16) for page in pages]


@pytest.mark.parametrize("layout", ["a6", "a6-duplex"])
def test_every_text_has_the_ink_it_has_without_its_box(
    session: Session, faces: list[Face], layout: str
) -> None:
    boxed = pictures(session, faces, "", layout)
    free = pictures(session, faces, WITHOUT_BOX, layout)

    sides = LAYOUTS[layout].duplex + 1
    lost = {
        f"{face.given_name} {face.family_name}"
        for number, face in enumerate(faces)
        for side in range(number * sides, (number + 1) * sides)
        if (boxed[side] - free[side] > 60).any()
    }
    assert lost == set()


def test_no_ink_of_a_name_leaves_its_box_and_no_lines_touch(
    session: Session, faces: list[Face]
) -> None:
    pages = pictures(session, faces, NAME_ALONE)

    for face, page in zip(faces, pages, strict=True):
        fitted = name_fitting.fit(face.given_name, face.family_name)
        rows = np.flatnonzero((page < 128).any(axis=1)) / DOTS_A_MM
        assert rows.size, face
        assert rows[0] >= 32 - 0.2, face
        assert rows[-1] <= 32 + name_fitting.HEIGHT_MM + 0.2, face
        first = 32 + fitted.first * fitted.size * MM_PER_POINT
        pitch = fitted.pitch * fitted.size * MM_PER_POINT
        for number, (line, below) in enumerate(zip(fitted.lines, fitted.lines[1:], strict=False)):
            baseline = first + number * pitch
            lowest = baseline - reach(line)[1] * fitted.size * MM_PER_POINT
            highest = baseline + pitch - reach(below)[0] * fitted.size * MM_PER_POINT
            assert lowest < highest, (line, below)


@pytest.mark.parametrize("given", ["Éric", "Åsa", "Jürgen"])
def test_ordinary_names_with_accents_keep_the_largest_size(given: str) -> None:
    assert name_fitting.fit(given, "Ek").size == name_fitting.SIZES[0]


def test_a_tower_of_marks_is_reported() -> None:
    tower = "A" + "\N{COMBINING RING ABOVE}\N{COMBINING TILDE}" * 30

    assert [str(trouble.what) for trouble in troubles([a_face(tower)])][0] == (
        "The name is too long and was shortened."
    )
