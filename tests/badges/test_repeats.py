"""Equal backs are laid out once, and look and read as if each had been."""

import io
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from eventapp.agenda.items import Part
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf
from tests.badges.test_scripts import named
from tests.badges.test_sheets import ADA, an_event, item, programme

pytestmark = pytest.mark.on_sqlite

SESSIONS = (item(2, "Café", kind="break"), item(3, "Clustering", parts=(Part(ADA, "speaker"),)))


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


def test_every_back_looks_and_reads_as_if_it_were_alone() -> None:
    together = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(made(people(), "a6-duplex"))))

    for number, face in enumerate(people()):
        alone = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(made([face], "a6-duplex"))))
        one, other = together[2 * number + 1], alone[1]
        assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()
        assert np.array_equal(one.render().to_numpy(), other.render().to_numpy())


def test_copies_lie_where_their_own_badges_lie_on_the_sheet() -> None:
    faces = [replace(face, language="de", person="") for face in people()[:4]]
    sheet = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(made(faces, "a6x4-duplex"))))[1]
    text = sheet.get_textpage()

    for left, top in LAYOUTS["a6x4"].cells:
        edges = (left, 297 - top - 148, left + 105, 297 - top)
        told = text.get_text_bounded(*(edge * 72 / 25.4 for edge in edges))
        assert told.count("Mein Tag") == 1
        assert told.count("Clustering") == 1
