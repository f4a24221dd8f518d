"""Languages in the tags of a PDF: each badge says its own, each part of a booklet likewise."""

import ctypes
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.programme import EMPTY
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf
from tests.documents.test_typefaces import named
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def languages(content: bytes) -> list[list[tuple[str, str]]]:
    """Return for each page the type and the language of each tag that says one."""
    pages = []
    for page in pypdfium2.PdfDocument(content):
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        spoken: list[tuple[str, str]] = []
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            spoken += _said(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
        pdfium.FPDF_StructTree_Close(tree)
        pages.append(spoken)
    return pages


def _said(element: object) -> Iterator[tuple[str, str]]:
    kind, language = ctypes.create_string_buffer(100), ctypes.create_string_buffer(100)
    pdfium.FPDF_StructElement_GetType(element, kind, 100)
    if pdfium.FPDF_StructElement_GetLang(element, language, 100) > 2:
        yield _text(kind), _text(language)
    for number in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _said(child)


def _text(buffer: "ctypes.Array[ctypes.c_char]") -> str:
    return buffer.raw.decode("utf-16-le").partition("\0")[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_badge_says_its_own_language(session: Session, layout: str) -> None:
    event = make_event(session)
    session.commit()
    spoken = ["de", "fr", "en", "de"]
    faces = [replace(named("Ada", "Lovelace"), language=language) for language in spoken]
    content = pdf.render(document_of(session.merge(event), EMPTY, faces, LAYOUTS[layout]))

    runs = [said for page in languages(content) for said in page]
    sides = LAYOUTS[layout].duplex + 1
    assert {kind for kind, _ in runs} == {"Div"}
    assert sorted(language for _, language in runs) == sorted(spoken * sides)


def test_parts_in_another_language_say_it_in_any_document() -> None:
    html = (
        "<html lang=de><head><title>x</title></head><body><p>Hallo <span lang=fr>bonjour</span></p>"
        "<ul lang=en><li>one</li><li lang=en>two</li></ul></body></html>"
    )

    content = pdf.draw(pdf.Document(html, "@page{size:60mm 60mm}"))

    assert languages(content) == [[("Span", "fr"), ("L", "en")]]
