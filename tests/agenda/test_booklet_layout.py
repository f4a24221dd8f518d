"""The pages of the programme booklet: nothing runs into what stands beside or below it."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.booklet import Edition
from eventapp.agenda.models import SessionPart
from eventapp.documents import page_numbers, pdf
from eventapp.orm import Translated
from tests.agenda.test_booklet import laid, made, texts
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite

LETTERS = "ABCDEFGHIJ"
LINES_THAT_END_A_PAGE = 40
"""Lines of a session after which a page has room for the next one's first line, not its title."""


def test_who_has_many_sessions_keeps_their_times_clear_of_the_next_speaker(
    session: Session,
) -> None:
    event = make_event(session)
    room = make_room(session, event)
    names = ("Anna", "Berta")
    anna, berta = (make_person(session, event, given_name=name, family_name="X") for name in names)
    session.flush()
    for hour in range(6):
        item = make_item(session, event, room, f"Vortrag {hour}", minutes=60 * hour)
        of_it = [(anna, SessionPart.SPEAKER)] + [(berta, SessionPart.SPEAKER)] * (hour == 0)
        edit_session(session, item, people=of_it)
    assert item.starts_at is not None
    last = f"{item.starts_at.astimezone(event.tzinfo):%H:%M}"
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    document = pypdfium2.PdfDocument(made(session, event, Edition("a4", ("de",))))

    page = document[len(document) - 1].get_textpage()
    assert "Mitwirkende" in page.get_text_range()
    assert _box(page, last)[1] > _box(page, "Berta X")[3]


@pytest.mark.parametrize("form", ["a4", "a5"])
def test_a_long_address_for_letters_stands_in_one_line_below_the_venue(
    session: Session, form: str
) -> None:
    event = make_event(session)
    event.address = "Hauptstraße 1, Berlin"
    event.contact_email = "organisation.committee@conference.example.org"
    make_item(session, event, make_room(session, event), "Vortrag")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    document = pypdfium2.PdfDocument(made(session, event, Edition(form, ("de",))))

    pages = [page.get_textpage() for page in document]
    page = next(text for text in pages if "Hauptstraße 1" in text.get_text_range())
    street, letters = _box(page, "Hauptstraße 1"), _box(page, event.contact_email)
    assert letters[3] < street[1]
    assert letters[0] == pytest.approx(street[0], abs=2)


def _box(page: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    """Return where on a page the words begin: left, bottom, right, top."""
    place = page.search(words).get_next()
    assert place is not None
    return page.get_charbox(place[0])  # type: ignore[no-any-return]


@pytest.mark.parametrize("form", ["a4", "a5"])
def test_each_page_is_laid_out_once_and_the_plan_and_the_speakers_name_the_right_ones(
    session: Session, form: str
) -> None:
    event = make_event(session)
    room = make_room(session, event)
    anna = make_person(session, event, given_name="Anna", family_name="X")
    session.flush()
    for hour, letter in enumerate(LETTERS):
        item = make_item(session, event, room, f"Vortrag {letter}", minutes=60 * hour)
        item.abstract = Translated(de="Ein Wort folgt dem andern. " * 50)
        edit_session(session, item, people=[(anna, SessionPart.SPEAKER)])
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    document = replace(laid(session, event, Edition(form, ("de",))), folded=False)
    lines: list[str] = []

    content = pdf.render(document, lines.append)

    pages = texts(content)
    stands = {
        letter: number
        for number, text in enumerate(pages, 1)
        for letter in re.findall(r"Vortrag (\w)", text)
    }
    named = [int(number) for number in re.findall(r"S\.\s(\d+)", "".join(pages))]
    contents = next(text for text in pages if "Inhalt" in text)
    assert lines == [pdf.PAGE_DONE] * len(pages) + [pdf.LAID_OUT]
    assert len(pages) <= document.pages < 1.5 * len(pages)
    assert len(set(stands.values())) > len(LETTERS) // 3
    assert named == 2 * [stands[letter] for letter in LETTERS]
    assert re.search(rf"Mitwirkende\s+{len(pages)}\b", contents)


def test_a_long_session_is_named_on_the_page_of_its_title(session: Session) -> None:
    event = make_event(session)
    room = make_room(session, event)
    first, long = (
        make_item(session, event, room, f"Vortrag {number}", minutes=60 * number)
        for number in (1, 2)
    )
    first.abstract = Translated(de="Wort\n" * LINES_THAT_END_A_PAGE)
    long.abstract = Translated(de="Ein Wort folgt dem andern. " * 60)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    pages = texts(made(session, event, Edition("a4", ("de",))))

    plan = next(text for text in pages if "Zeit" in text)
    [named] = re.findall(r"Vortrag 2\s+\S+ \w+ S\.\s(\d+)", plan)
    [title] = [n for n, text in enumerate(pages, 1) if "Vortrag 2" in text and text is not plan]
    begin = pages[title - 1].index("Vortrag 2")
    assert int(named) == title
    assert "13:00–14:00" in pages[title - 1][:begin]


@pytest.mark.parametrize("form", ["a4", "a5"])
def test_bookmarks_lead_to_each_chapter_and_to_each_day_of_the_sessions(
    session: Session, form: str
) -> None:
    event = make_event(session)
    room = make_room(session, event)
    for day in (0, 1):
        make_item(session, event, room, f"Vortrag {day}", minutes=24 * 60 * day)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    document = pypdfium2.PdfDocument(made(session, event, Edition(form, ("de",))))

    marks = [
        (bookmark.level, bookmark.get_title().replace("\xa0", " "), bookmark.get_dest())
        for bookmark in document.get_toc()
    ]
    days = ["Donnerstag, 15. April 2027", "Freitag, 16. April 2027"]
    assert [(level, title) for level, title, _ in marks] == [
        (0, "Inhalt"),
        *((0, day) for day in days),
        (0, "Programmpunkte"),
        *((1, day) for day in days),
        (0, "Räume"),
    ]
    for _level, title, dest in marks:
        page = document[dest.get_index()].get_textpage()
        _kind, (left, top, _zoom) = dest.get_view()
        seen = page.get_text_bounded(left=left, top=top + 2, bottom=top - 40)
        assert title in seen.replace("\xa0", " ")


def test_numbers_of_pages_in_the_contents_end_at_the_same_edge(session: Session) -> None:
    event = make_event(session)
    make_item(session, event, make_room(session, event), "Vortrag")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    document = laid(session, event, Edition("a4", ("de",)))
    few, many = (f">{page_numbers.placeholder(pages)}<" for pages in (9, 1000))
    wide = replace(document, html=document.html.replace(few, many))

    edges = []
    for book in (document, wide):
        page = pypdfium2.PdfDocument(pdf.render(book))[1].get_textpage()
        place = page.search("Programmpunkte").get_next()
        assert place is not None
        number = re.compile(r"\d").search(page.get_text_range(), sum(place))
        assert number is not None
        edges.append(page.get_charbox(number.start())[2])

    assert edges[0] == pytest.approx(edges[1], abs=0.1)
