"""A booklet is asked for once a state, and one that failed not again at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import booklet_making, services
from eventapp.agenda.booklet import USUAL_FORM, Edition
from eventapp.agenda.booklet_making import TRIED_AGAIN_AFTER
from eventapp.agenda.errors import NoBooklet, NothingReleased
from eventapp.documents import services as documents
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from tests.agenda.test_programme import make_item, make_room
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite
GERMAN = Edition(USUAL_FORM, ("de",))


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose programme is published."""
    event = make_event(session)
    make_item(session, event, make_room(session, event), "Wasserstoff")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    return event


def test_usual_booklets_are_missing_until_each_was_asked_for(
    session: Session, event: Event
) -> None:
    missing = booklet_making.never_asked_for(session, event, now=NOON)
    assert [asked.edition.languages for asked in missing] == [(code,) for code in LANGUAGES]

    first = [booklet_making.ask(session, asked, now=NOON) for asked in missing]
    assert booklet_making.never_asked_for(session, event, now=NOON) == []
    assert [booklet_making.ask(session, asked, now=NOON) for asked in missing] == first


def test_one_that_failed_is_tried_again_after_a_while(
    session: Session, event: Event, tmp_path: Path
) -> None:
    asked = booklet_making.present(session, event, GERMAN)
    job = booklet_making.ask(session, asked, now=NOON)
    documents.fail(job, "CannotRender", now=NOON)
    session.flush()

    with pytest.raises(NoBooklet):
        booklet_making.progress(session, asked, tmp_path, now=NOON)
    later = NOON + TRIED_AGAIN_AFTER + timedelta(seconds=1)
    assert booklet_making.progress(session, asked, tmp_path, now=later) is None


def test_there_is_none_of_what_was_never_published(session: Session) -> None:
    with pytest.raises(NothingReleased):
        booklet_making.present(session, make_event(session, slug="new"), GERMAN)
