"""Sheets and backs: everything inside the page, backs behind their fronts, in the right language."""

import io
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda.items import Item, Part, Speaker
from eventapp.agenda.places import Place
from eventapp.agenda.programme import EMPTY, Programme
from eventapp.badges import services
from eventapp.badges.back_side import HEIGHT_MM, LINE_MM, TOP_MM, back_of
from eventapp.badges.render import badges_pdf, document_of
from eventapp.badges.sheets import BADGE_HEIGHT, BADGE_WIDTH, LAYOUTS, Layout, sides
from eventapp.documents import pdf
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.badges.test_render import NAMES, a_face
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite

POINTS = 72 / 25.4
AULA = Place("1", Translated(de="Aula", fr="Salle"), Translated())
ADA = Speaker("ada", "Ada", "ada", "", Translated(), Translated())


def item(number: int, title: str, **changes: object) -> Item:
    """Return a session of the event's day, one each hour."""
    start = datetime(2027, 4, 15, 6, tzinfo=UTC) + timedelta(hours=number)
    values: dict[str, object] = {
        "id": str(number),
        "guid": "",
        "number": number,
        "kind": "talk",
        "title": Translated.same(title),
        "subtitle": Translated(),
        "abstract": Translated(),
        "description": Translated(),
        "track": Translated(),
        "languages": ("de",),
        "interpretation": (),
        "room": AULA,
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
        "restricted": False,
        "sequence": 0,
        "parts": (),
    }
    return Item(**{**values, **changes})  # type: ignore[arg-type]


def programme(*items: Item) -> Programme:
    """Return a released programme."""
    return Programme(items, (AULA,), (ADA,))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_badges_lie_inside_the_sheet_and_never_on_each_other(layout: Layout) -> None:
    for left, top in layout.cells:
        assert 0 <= left <= layout.width - BADGE_WIDTH
        assert 0 <= top <= layout.height - BADGE_HEIGHT
    pairs = [(one, other) for one in layout.cells for other in layout.cells if one < other]
    for one, other in pairs:
        assert abs(one[0] - other[0]) >= BADGE_WIDTH or abs(one[1] - other[1]) >= BADGE_HEIGHT


def test_backs_lie_mirrored_and_a_partly_filled_sheet_keeps_its_blanks() -> None:
    faces = [a_face(str(number)) for number in range(5)]

    pages = list(sides(faces, LAYOUTS["a6x4-duplex"]))

    told = [(page.back, {cell: face.family_name for cell, face in page.places}) for page in pages]
    assert told == [
        (False, {0: "0", 1: "1", 2: "2", 3: "3"}),
        (True, {1: "0", 0: "1", 3: "2", 2: "3"}),
        (False, {0: "4"}),
        (True, {1: "4"}),
    ]


@pytest.mark.parametrize("key", ["a6-duplex", "a6x4-duplex"])
def test_back_of_each_badge_names_the_person_of_its_front(
    app: Flask, session: Session, key: str
) -> None:
    event, category = make_event_with_category(session)
    for number, (given, family) in enumerate(NAMES[:5]):
        make_registration(
            session, event, category, family, given_name=given, email=f"p{number}@example.org"
        )
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    session.commit()
    faces, layout = services.faces(session, event, chosen="all"), LAYOUTS[key]
    document = pypdfium2.PdfDocument(io.BytesIO(badges_pdf(event, EMPTY, faces, layout)))

    pages = list(sides(faces, layout))
    assert len(document) == len(pages)
    for page, side in zip(document, pages, strict=True):
        text = page.get_textpage()
        for cell, face in side.places:
            left, top = layout.cells[cell]
            told = text.get_text_bounded(
                left * POINTS,
                (layout.height - top - BADGE_HEIGHT) * POINTS,
                (left + BADGE_WIDTH) * POINTS,
                (layout.height - top) * POINTS,
            )
            assert face.family_name.split("-")[0] in told
            assert ("My day" in told or "Mein Tag" in told) is side.back


def test_back_tells_the_day_in_the_holders_language_and_marks_the_own_part() -> None:
    talk = item(3, "Cross-Clustering", parts=(Part(ADA, "speaker"),), interpretation=("de-fr",))
    pause = item(2, "Café", kind="break")
    secret = item(4, "Geheim", restricted=True)
    face = a_face("Lovelace")
    ada = type(face)(1, "", "", "", "Ada", "L", "", "FR", "fr", "", face.band, person="ada")
    event = an_event()
    back = back_of(event, programme(pause, talk, secret), ada)
    other = back_of(event, programme(pause, talk, secret), face)

    assert back.title == "Ma journée"
    assert [(stop.hour, stop.pause) for stop in back.stops] == [("10:00", True), ("11:00", False)]
    assert back.stops[1].lines == (
        ("own", "Cross-Clustering"),
        ("place", "Salle, jusqu’à 12:00, votre session"),
    )
    assert other.stops[1].lines[0] == ("title", "Cross-Clustering")
    assert back.notes[0] == ("Interprétation", "français – Salle")


@pytest.mark.parametrize("count", [1, 6, 14, 40])
def test_day_of_any_length_stays_between_head_and_foot(count: int) -> None:
    long = "Deutsch-französische Clusterkooperationen: Wie werden daraus Erfolgsgeschichten? " * 2
    event = an_event()
    back = back_of(event, programme(*(item(n % 15, long) for n in range(count))), a_face("A"))

    lowest = TOP_MM + sum(len(stop.lines) * LINE_MM + back.gap for stop in back.stops)
    assert back.gap >= 1
    assert lowest <= TOP_MM + HEIGHT_MM + 0.01


def test_every_hour_its_knot_and_its_first_line_stand_on_one_level() -> None:
    event = an_event()
    plan = programme(item(2, "Café", kind="break"), item(3, "Clustering"), item(4, "Ausklang"))
    face = a_face("A")
    knots = [middle for middle, _ in back_of(event, plan, face).knots()]

    document = document_of(event, plan, [face], LAYOUTS["a6-duplex"])
    text = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(document)))[1].get_textpage()

    for knot, hour, title in zip(
        knots, ("10:00", "11:00", "12:00"), ("Café", "Clustering", "Ausklang"), strict=True
    ):
        level = BADGE_HEIGHT - knot
        edges = (level + LINE_MM / 2) * POINTS, (level - LINE_MM / 2) * POINTS
        told = text.get_text_bounded(0, edges[1], BADGE_WIDTH * POINTS, edges[0])
        assert sorted(told.replace(" ", "")) == sorted(hour + title)


def test_back_without_a_programme_still_says_whose_it_is() -> None:
    back = back_of(an_event(), EMPTY, a_face("A"))

    assert back.stops == ()
    assert list(back.knots()) == []
    assert back.notes[-1] == ("Namensschild gefunden?", "Bitte zurückgeben: Aula")


def an_event() -> Event:
    """Return an event that no database knows."""
    return Event(
        slug="spring",
        title=Translated.same("Spring"),
        venue=Translated.same("Aula"),
        created_at=NOON,
    )
