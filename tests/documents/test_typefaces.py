"""Names in any script: printed in typefaces of our own, and never as boxes."""

import ctypes
import io
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.programme import EMPTY
from eventapp.badges import name_fitting
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf, typefaces
from tests.badges.test_codes import TOKEN
from tests.badges.test_render import DPI, a_face, drawn, likeness, pages_of
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite

NAMES = {
    "Korean": ("민준", "김"),
    "Chinese": ("偉", "張"),
    "rare ideograph": ("太郎", "𠮷野"),
    "Georgian": ("გიორგი", "ბერიძე"),
    "Armenian": ("Արամ", "Խաչատրյան"),
}
SHAPED = {
    "Thai": ("สมชาย", "ใจดี"),
    "Arabic": ("محمد", "الفارسي"),
    "Hebrew": ("יעל", "כהן"),
    "Devanagari": ("मीनाक्षी", "शर्मा"),
    "nothing we have": ("Lena 🦄", "𓀀𓀁"),
}


def named(given: str, family: str) -> Face:
    """Return a face with a code and that name."""
    return replace(a_face(family), given_name=given, token=TOKEN, fallback="0" * 9)


def rendered(session: Session, face: Face) -> bytes:
    """Return the PDF of one badge."""
    event = make_event(session)
    session.commit()
    return pdf.render(document_of(session.merge(event), EMPTY, [face], LAYOUTS["a6"]))


def fonts_in(content: bytes) -> set[str]:
    """Return the names of the fonts that draw the first page's letters."""
    page = pypdfium2.PdfDocument(io.BytesIO(content))[0].get_textpage()
    fonts = set()
    for place in range(page.count_chars()):
        name = ctypes.create_string_buffer(200)
        pdfium.FPDFText_GetFontInfo(page, place, name, 200, None)
        fonts.add(name.value.decode().partition("+")[2].replace("-", " "))
    return fonts - {""}


@pytest.mark.parametrize("script", [*NAMES, *SHAPED])
def test_no_font_of_the_machine_has_a_part_in_a_badge(session: Session, script: str) -> None:
    given, family = (NAMES | SHAPED)[script]

    used = fonts_in(rendered(session, named(given, family)))

    families = {
        typefaces.OWN,
        *(typeface.family for typeface in typefaces.stand_ins(given + family)),
    }
    assert {name.split()[0] for name in used} <= families, used


@pytest.mark.parametrize("script", NAMES)
def test_letters_of_other_scripts_are_those_of_the_typeface_and_no_boxes(
    session: Session, script: str
) -> None:
    given, family = NAMES[script]
    fitted = name_fitting.fit(given, family)
    mm = DPI / 25.4

    page = pages_of(rendered(session, named(given, family)))[0]

    name = page.crop((int(5 * mm), int(31 * mm), int(100 * mm), int(72.5 * mm)))
    boxes = drawn(["\N{WHITE SQUARE}" * len(line) for line in fitted.lines], fitted.size)
    right = likeness(name, drawn(fitted.lines, fitted.size))
    assert right > 0.75
    assert right > likeness(name, boxes) + 0.1


def test_letters_no_typeface_has_are_left_out_of_the_page(session: Session) -> None:
    event = make_event(session)
    html = document_of(event, EMPTY, [named("Lena 🦄", "𓀀𓀁 Vogel")], LAYOUTS["a6"]).html
    nothing = document_of(event, EMPTY, [named("", "𓀀𓀁")], LAYOUTS["a6"]).html

    assert typefaces.lacking(html) == ""
    assert "Lena\nVogel" in html
    assert 'class="by-hand"' in nothing
