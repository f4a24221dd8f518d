"""Equal backs are laid out and painted once, and look and read as if each had been."""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import weasyprint.draw

from eventapp.agenda.items import Part
from eventapp.badges import render
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf
from tests.badges.test_sheets import ADA, an_event, item, programme
from tests.documents.test_typefaces import named

pytestmark = pytest.mark.on_sqlite

SESSIONS = (
    item(2, "Café", kind="break"),
    item(3, "Clustering", parts=(Part(ADA, "speaker", ADA.organisation, ADA.function),)),
)


def people() -> list[Face]:
    """Return badges in two languages; one holder has a part in the programme."""
    spoken = ("de", "fr", "de", "fr", "de")
    faces = [
        replace(named(f"N{number}", "Müller"), language=language)
        for number, language in enumerate(spoken)
    ]
    return [*faces, replace(named("Ada", "L"), person="ada")]


def made(faces: list[Face], layout: str) -> pdf.Document:
    """Return the document of these badges."""
    return document_of(an_event(), programme(*SESSIONS), faces, LAYOUTS[layout])


@pytest.mark.parametrize("layout", ["a6-duplex", "a6x4-duplex"])
def test_each_different_back_is_laid_out_once(layout: str) -> None:
    document = made(people(), layout)

    assert document.html.count('<ul class="day') == 3


def told(page: pypdfium2.PdfPage) -> list[str]:
    """Return a page's tags as a screen reader follows them: depth, type, language, and the text."""
    texts: dict[int, str] = {}
    characters = page.get_textpage()
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        buffer = ctypes.create_string_buffer(2000)
        size = pdfium.FPDFTextObj_GetText(
            thing.raw, characters.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 1000
        )
        number = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        texts[number] = texts.get(number, "") + buffer.raw[: 2 * size].decode("utf-16-le").rstrip(
            "\0"
        )
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    lines = [
        line
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree))
        for line in _told(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), texts, 0)
    ]
    pdfium.FPDF_StructTree_Close(tree)
    return lines


def _told(element: object, texts: dict[int, str], depth: int) -> Iterator[str]:
    kind, language = ctypes.create_string_buffer(100), ctypes.create_string_buffer(100)
    pdfium.FPDF_StructElement_GetType(element, kind, 100)
    pdfium.FPDF_StructElement_GetLang(element, language, 100)
    numbers = [
        pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, number)
        for number in range(max(0, pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)))
    ]
    words = [texts.get(number, "") for number in numbers if number >= 0]
    names = [points.raw.decode("utf-16-le").partition("\0")[0] for points in (kind, language)]
    yield f"{depth} {names} {words}"
    for number in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _told(child, texts, depth + 1)


@pytest.mark.parametrize("layout", ["a6-duplex", "a6x4-duplex"])
def test_every_page_looks_and_reads_as_if_each_back_were_made_for_itself(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = made(people(), layout)
    monkeypatch.setattr(render, "_first_of", lambda: lambda _face: True)
    every_back = made(people(), layout)
    quick, slow = (
        pypdfium2.PdfDocument(io.BytesIO(pdf.draw(content))) for content in (document, every_back)
    )

    assert every_back.html.count('<ul class="day') == len(people())
    assert len(quick) == len(slow)
    for page, other in zip(quick, slow, strict=True):
        assert page.get_textpage().get_text_range() == other.get_textpage().get_text_range()
        assert told(page) == told(other)
        assert np.array_equal(page.render(scale=2).to_numpy(), other.render(scale=2).to_numpy())
    assert "Clustering" in "".join(told(quick[1]))


def test_equal_backs_are_painted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    paint = weasyprint.draw.draw_text

    def noted(stream: object, box: weasyprint.draw.boxes.TextBox, *rest: object) -> None:
        painted.append(box.text)
        paint(stream, box, *rest)

    monkeypatch.setattr(weasyprint.draw, "draw_text", noted)
    pdf.draw(
        made(
            [replace(named(f"N{number}", "Müller"), language="de") for number in range(5)],
            "a6-duplex",
        )
    )

    assert painted.count("Mein Tag") == 1
    assert painted.count("N4 Müller") == 1


def test_copies_lie_where_their_own_badges_lie_on_the_sheet() -> None:
    faces = [replace(face, language="de", person="") for face in people()[:4]]
    sheet = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(made(faces, "a6x4-duplex"))))[1]
    text = sheet.get_textpage()

    for left, top in LAYOUTS["a6x4"].cells:
        edges = (left, 297 - top - 148, left + 105, 297 - top)
        words = text.get_text_bounded(*(edge * 72 / 25.4 for edge in edges))
        assert words.count("Mein Tag") == 1
        assert words.count("Clustering") == 1
