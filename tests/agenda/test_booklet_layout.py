"""The pages of the programme booklet: nothing runs into what stands beside or below it."""

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.booklet import Edition
from eventapp.agenda.models import SessionPart
from eventapp.people.services import add_person
from tests.agenda.test_booklet import made
from tests.agenda.test_programme import make_item, make_room
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def test_who_has_many_sessions_keeps_their_times_clear_of_the_next_speaker(
    app: Flask, session: Session
) -> None:
    event = make_event(session)
    room = make_room(session, event)
    names = ("Anna", "Berta")
    anna, berta = (add_person(session, event, given_name=name, family_name="X") for name in names)
    session.flush()
    for hour in range(6):
        item = make_item(session, event, room, f"Vortrag {hour}", minutes=60 * hour)
        of_it = [(anna, SessionPart.SPEAKER)] + [(berta, SessionPart.SPEAKER)] * (hour == 0)
        services.set_people(session, item, of_it)
    assert item.starts_at is not None
    last = f"{item.starts_at.astimezone(event.tzinfo):%H:%M}"
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    document = pypdfium2.PdfDocument(made(app, session, event, Edition("a4", ("de",))))

    page = document[len(document) - 1].get_textpage()
    assert "Mitwirkende" in page.get_text_range()
    assert _box(page, last)[1] > _box(page, "Berta X")[3]


@pytest.mark.parametrize("form", ["a4", "a5"])
def test_a_long_address_for_letters_stands_in_one_line_below_the_venue(
    app: Flask, session: Session, form: str
) -> None:
    event = make_event(session)
    event.address = "Hauptstraße 1, Berlin"
    event.contact_email = "organisation.committee@conference.example.org"
    make_item(session, event, make_room(session, event), "Vortrag")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    document = pypdfium2.PdfDocument(made(app, session, event, Edition(form, ("de",))))

    pages = [page.get_textpage() for page in document]
    page = next(one for one in pages if "Hauptstraße 1" in one.get_text_range())
    street, letters = _box(page, "Hauptstraße 1"), _box(page, event.contact_email)
    assert letters[3] < street[1]
    assert letters[0] == pytest.approx(street[0], abs=2)


def _box(page: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    """Return where on a page the words begin: left, bottom, right, top."""
    found = page.search(words).get_next()
    assert found is not None
    return page.get_charbox(found[0])  # type: ignore[no-any-return]
