"""Sheets and backs: everything inside the page, backs behind their fronts, in the right language."""

import io
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.places import ReleasedRoom
from eventapp.agenda.programme import EMPTY, Programme
from eventapp.badges import services
from eventapp.badges.render import document_of
from eventapp.badges.sheets import BADGE_WIDTH, LAYOUTS, Layout, sides
from eventapp.documents import pdf
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.badges.test_render import NAMES, a_face
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite

POINTS = 72 / 25.4
BADGE_HEIGHT = 148
"""Millimetres of a badge of A6, as wide as `BADGE_WIDTH`."""
AULA = ReleasedRoom("1", Translated(de="Aula", fr="Salle"), Translated())
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
    pairs = [(cell, other) for cell in layout.cells for other in layout.cells if cell < other]
    for box, other in pairs:
        assert abs(box[0] - other[0]) >= BADGE_WIDTH or abs(box[1] - other[1]) >= BADGE_HEIGHT


def test_backs_lie_mirrored_and_a_partly_filled_sheet_keeps_its_blanks() -> None:
    faces = [a_face(str(number)) for number in range(5)]

    pages = list(sides(faces, LAYOUTS["a6x4-duplex"]))

    cells = [(page.back, {cell: face.family_name for cell, face in page.places}) for page in pages]
    assert cells == [
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
    document = pypdfium2.PdfDocument(
        io.BytesIO(pdf.render(document_of(event, EMPTY, faces, layout)))
    )

    pages = list(sides(faces, layout))
    assert len(document) == len(pages)
    for page, side in zip(document, pages, strict=True):
        text = page.get_textpage()
        for cell, face in side.places:
            left, top = layout.cells[cell]
            text_of_cell = text.get_text_bounded(
                left * POINTS,
                (layout.height - top - BADGE_HEIGHT) * POINTS,
                (left + BADGE_WIDTH) * POINTS,
                (layout.height - top) * POINTS,
            )
            assert face.family_name.split("-")[0] in text_of_cell
            assert ("My day" in text_of_cell or "Mein Tag" in text_of_cell) is side.back


def an_event() -> Event:
    """Return an event that no database knows."""
    return Event(
        slug="spring",
        title=Translated.same("Spring"),
        venue=Translated.same("Aula"),
        created_at=NOON,
    )
