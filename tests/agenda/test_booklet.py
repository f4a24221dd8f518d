"""The programme booklet: what was released, each session once, tagged, in the order of reading."""

import ctypes
from collections.abc import Iterator
from datetime import timedelta

import pydyf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import booklet, queries, services
from eventapp.agenda.booklet import Edition, Imprint
from eventapp.agenda.booklet_making import around_of
from eventapp.agenda.grids import grids
from eventapp.agenda.models import SessionPart
from eventapp.documents import imposition, pdf, pdf_tags
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import PublicBasis
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_person
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite

TITLES = ("Wasserstoff", "Leichtbau", "Photonik", "Werkstatt")


def make_programme(session: Session) -> Event:
    """Return an event with a release of four sessions, and a fifth in the draft."""
    event = make_event(session)
    aula, hall = make_room(session, event), make_room(session, event, "Halle")
    rooms = (aula, aula, hall, aula)
    items = [
        make_item(session, event, room, title, minutes=minutes)
        for title, room, minutes in zip(TITLES, rooms, (0, 60, 60, 120), strict=True)
    ]
    items[0].abstract = Translated(de="Vom Labor ins Werk.", fr="Du laboratoire à l’usine.")
    person = make_person(session, event, given_name="Zoë", family_name="Groß")
    session.flush()
    edit_session(session, items[0], people=[(person, SessionPart.SPEAKER)])
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    make_item(session, event, hall, "Geheimnis", minutes=180)
    session.commit()
    return event


def laid(session: Session, event: Event, edition: Edition) -> pdf.Document:
    """Return what is to be rendered."""
    return booklet.document_of(
        event,
        queries.released(session, event),
        around_of(session, event),
        Imprint(1, NOON),
        edition,
    )


def made(session: Session, event: Event, edition: Edition) -> bytes:
    """Return the booklet's file."""
    return pdf.render(laid(session, event, edition))


def texts(content: bytes) -> list[str]:
    """Return each page's text."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def tags(content: bytes) -> list[str]:
    """Return the structure's types, page after page."""
    document = pypdfium2.PdfDocument(content)
    kinds: list[str] = []
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            kinds += _types(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
        pdfium.FPDF_StructTree_Close(tree)
    return kinds


def _types(element: object) -> Iterator[str]:
    buffer = ctypes.create_string_buffer(100)
    pdfium.FPDF_StructElement_GetType(element, buffer, 100)
    yield buffer.raw.decode("utf-16-le").partition("\0")[0]
    for number in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _types(child)


def test_every_released_session_stands_once_in_the_plan_and_once_among_the_sessions(
    session: Session,
) -> None:
    event = make_programme(session)

    content = made(session, event, Edition("a4", ("de",)))

    pages = texts(content)
    plan = next(number for number, text in enumerate(pages) if "Zeit" in text)
    spoken = next(
        number for number, text in enumerate(pages) if "Programmpunkte" in text and number > plan
    )
    assert [pages[plan].count(title) for title in TITLES] == [1] * 4
    assert [pages[spoken].count(title) for title in TITLES] == [1] * 4
    assert "Vom Labor ins Werk." in pages[spoken]
    assert "Du laboratoire" not in "".join(pages)
    assert "Zoë Groß" in pages[spoken + 1]


def test_nothing_of_the_draft_is_in_the_booklet(session: Session) -> None:
    event = make_programme(session)

    content = made(session, event, Edition("a5", ("de", "fr")))

    assert "Geheimnis" not in "".join(texts(content))


def test_a_booklet_is_tagged_for_readers_aloud(session: Session) -> None:
    event = make_programme(session)

    content = made(session, event, Edition("a4", ("fr",)))

    kinds = tags(content)
    assert pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(content).raw)
    assert kinds.count("H1") == 1
    assert kinds.count("Table") == 1
    assert kinds.count("Art") == len(TITLES)
    assert {"H2", "H3", "TH", "TD", "L", "P"} <= set(kinds)


def test_the_tags_of_a_long_booklet_share_one_list_of_its_pages() -> None:
    pdf_tags.remember_pages()
    book = pydyf.PDF()
    for _page in range(3):
        book.add_page(pydyf.Dictionary({"Type": "/Page"}))
    listed = book.page_references

    assert book.page_references is listed
    assert listed == tuple(entry.reference for entry in book.objects[-3:])

    book.add_page(pydyf.Dictionary({"Type": "/Page"}))

    assert len(book.page_references) == 4


def test_two_languages_stand_beside_each_other(session: Session) -> None:
    event = make_programme(session)

    pages = "".join(texts(made(session, event, Edition("a4", ("de", "fr")))))

    assert "Vom Labor ins Werk." in pages
    assert "Du laboratoire à l’usine." in pages


def test_a_booklet_in_one_language_is_laid_out_without_tables_around_its_texts(
    session: Session,
) -> None:
    event = make_programme(session)

    alone = laid(session, event, Edition("a4", ("de",)))
    two = laid(session, event, Edition("a4", ("de", "fr")))

    assert 'class="column"' not in alone.html
    assert two.html.count('class="column"') == 2  # the one abstract in both


def test_a_folded_booklet_has_two_pages_a_side_in_the_order_of_folding(session: Session) -> None:
    event = make_programme(session)

    content = made(session, event, Edition("a5", ("de",)))

    document = pypdfium2.PdfDocument(content)
    sizes = {tuple(round(edge * 25.4 / 72) for edge in page.get_size()) for page in document}
    assert sizes == {(297, 210)}
    assert len(document) % 2 == 0
    assert imposition.order(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert imposition.order(5) == imposition.order(8)
    first = document[0].get_textpage()
    assert "Inhalt" not in first.get_text_bounded(left=421)
    assert "Inhalt" in document[1].get_textpage().get_text_bounded(right=421)
    assert "Art" in tags(content)


def test_a_day_of_many_rooms_is_cut_into_tables_that_lose_nothing(session: Session) -> None:
    event = make_event(session)
    rooms = [make_room(session, event, f"Raum {number}") for number in range(12)]
    for number, room in enumerate(rooms):
        make_item(session, event, room, f"Vortrag {number}")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    programme = queries.released(session, event)

    tables = grids(programme.days(event.zone)[0], programme.rooms, most=5)

    assert [len(table.rooms) for table in tables] == [4, 4, 4]
    shown = [
        item.id for table in tables for line in table.lines for cell in line.cells for item in cell
    ]
    assert sorted(shown) == sorted(item.id for item in programme.items)


def test_information_desks_are_named_with_hours_topics_and_whom_one_may_name(
    session: Session,
) -> None:
    event = make_programme(session)
    for name, basis in (("Byron", PublicBasis.OWN_WORD), ("Hidden", PublicBasis.NONE)):
        make_person(session, event, given_name="Ada", family_name=name, basis=basis)
    people = tuple((f"Ada {name}", None, None) for name in ("Byron", "Hidden"))
    make_desk(
        session,
        event,
        Translated.same("GTAI"),
        topics=Translated(de="Standorte\nKontakte"),
        place=Translated.same("Foyer"),
        opens_at=NOON,
        closes_at=NOON + timedelta(hours=2),
        experts=people,
    )

    html = laid(session, event, Edition("a4", ("de",))).html

    chapter = html[html.index('id="desks"') :]
    for text in ("GTAI", "Foyer", "Standorte", "Kontakte", "Ada Byron"):
        assert text in chapter
    assert "Hidden" not in html
