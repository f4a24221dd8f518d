"""Texts beside the name: none over another, nothing left of what is empty, cut ones reported."""

import io
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.programme import EMPTY
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of, event_troubles, troubles
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf
from eventapp.events.models import BadgeBand, Event
from eventapp.orm import Translated
from tests.badges.test_sheets import item, programme
from tests.documents.test_typefaces import named
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite

MM = 25.4 / 72
MARK = (88.0, 15.0, 99.0, 19.8)
"""Where the event's mark is drawn: left, top, right, bottom, in millimetres."""
LABEL = "Frühjahrstagung deutsch-französischer Netze"
LONG = "Bundesverband der europäischen Forschungs- und Innovationsinstitute für Klimatechnik, "
FULL: dict[str, object] = {
    "title": "Prof. Dr.-Ing. habil. Dr. h. c. mult.",
    "organisation": (LONG * 2)[:160],
    "country": "GS",
    "category": "Mitglieder deutscher Cluster und französischer Pôles de compétitivité",
}

Rectangle = tuple[float, float, float, float]


def full(**changes: object) -> Face:
    """Return a badge on which every text is long."""
    face = named("Anne-Katharina", "Müller-Lüdenscheidt")
    return replace(face, **{**FULL, **changes})  # type: ignore[arg-type]


def texts(event: Event, face: Face, layout: str = "a6") -> list[tuple[str, Rectangle]]:
    """Return each text of the pages with the rectangle of its ink, in millimetres from top left.

    Rectangles of later pages begin a page's height further down.
    """
    long = item(1, LONG * 3)
    document = document_of(event, programme(long), [face], LAYOUTS[layout])
    lines = []
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(replace(document, under=()))))
    for number, page in enumerate(pages):
        height = page.get_height()
        words = page.get_textpage()
        for page_object in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = page_object.get_bounds()
            text = " ".join(words.get_text_bounded(left, bottom, right, top).split())
            if text:
                down = number * height
                edges = (left, down + height - top, right, down + height - bottom)
                lines.append((text, tuple(edge * MM for edge in edges)))
    return lines


def overlap(pair: Rectangle, other: Rectangle) -> bool:
    """Say whether two rectangles share more than a hair."""
    wide = min(pair[2], other[2]) - max(pair[0], other[0])
    high = min(pair[3], other[3]) - max(pair[1], other[1])
    return wide > 0.05 and high > 0.05


@pytest.mark.parametrize("band", BadgeBand)
@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_no_text_stands_over_another_nor_over_the_mark(
    session: Session, band: BadgeBand, language: str
) -> None:
    event = make_event(
        session,
        name=Translated.same(LABEL),
        city=Translated.same("Villeneuve-Saint-Georges"),
        contact_email="tagung@example.org",
        address="Straße des Siebzehnten Juni 135, Gebäude der Technischen Universität " * 6,
    )

    lines = texts(event, full(band=band, language=language), "a6-duplex")

    pairs = [(pair, other) for at, pair in enumerate(lines) for other in lines[:at]]
    assert [pair for pair in pairs if overlap(pair[0][1], pair[1][1])] == []
    assert [pair for pair in lines if overlap(pair[1], MARK)] == []
    outside = [
        pair for pair in lines if pair[1][0] < 5.4 or pair[1][2] > 99.5 or pair[1][3] % 148 > 147
    ]
    assert outside == []


@pytest.mark.parametrize("city", [Translated(), Translated.same(" "), Translated(fr="\u00a0")])
def test_nothing_is_left_of_what_is_empty(session: Session, city: Translated) -> None:
    event = make_event(session, name=Translated.same("Tagung"), city=city, venue=Translated())
    bare = replace(named("Sukarno", ""), organisation="", country="", title="", category="Gast")

    front = [message for message, _ in texts(event, bare)]
    document = document_of(event, EMPTY, [bare], LAYOUTS["a6-duplex"])

    assert "Tagung, 15. April 2027" in front
    assert [message for message in front if message.startswith(",") or ", ," in message] == []
    assert 'class="help"' not in document.html
    for name in ("org", "academic", "land"):
        assert f'class="{name}' not in document.html


def test_title_that_is_also_the_name_is_printed_once(session: Session) -> None:
    lines = [message for message, _ in texts(make_event(session), named("A", "B"))]

    assert lines.count("Frühjahrstagung") == 1
    assert "15. April 2027" in lines


def test_organisation_of_160_letters_is_printed_whole(session: Session) -> None:
    face = full()
    printed = " ".join(message for message, _ in texts(make_event(session), face))

    assert face.organisation.split()[-1] in printed
    assert "…" not in printed
    assert troubles([face]) == []


def test_what_no_size_holds_is_cut_with_an_ellipsis_and_reported(session: Session) -> None:
    face = full(title="Prof. Dr. " * 12, organisation=LONG * 4, category=LONG * 3)
    event = make_event(
        session, title=Translated.same(LONG * 2), name=Translated.same(LONG * 3), address=LONG * 9
    )

    cut = [message for message, _ in texts(event, face) if message.endswith("…")]

    assert len(cut) == 5
    assert [str(trouble.what) for trouble in troubles([face])] == [
        "The title is too long for its line and was shortened.",
        "The organisation’s name is too long for its box.",
        "The category’s name is too long for its band and was shortened.",
    ]
    of_event = {str(trouble.what) for trouble in event_troubles(event)}
    assert of_event == {
        "The event’s title and name are too long for the badge’s head.",
        "Help and return address are too long for the badge’s back.",
    }


@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_every_country_fits_its_place(language: str) -> None:
    from babel import Locale  # noqa: PLC0415  (for this one)

    from eventapp.badges.boxes import COUNTRY, set_in  # noqa: PLC0415  (for this one)

    names = Locale.parse(language).territories.values()
    assert [name for name in names if not set_in(COUNTRY, str(name)).whole] == []
