"""The call for contributions: off until an organiser opens it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from eventapp.speakers.queries.proposals import call_of
from eventapp.speakers.services.calls import CallChange, change_call
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call
from tests.factories.registrations import SOMEBODY


def test_an_event_has_no_call_until_one_is_written(session: Session) -> None:
    event = make_event(session)
    assert call_of(session, event) is None

    change = CallChange(active=True, text=Translated(en="Talks"), closes_at=NOON)
    call = change_call(session, event, change, by=SOMEBODY, now=NOON)

    assert CallChange.of(call) == change
    assert [call.takes(event, NOON - timedelta(seconds=1)), call.takes(event, NOON)] == [
        True,
        False,
    ]


def test_a_call_without_a_deadline_ends_with_its_event(session: Session) -> None:
    event = make_event(session, ends_at=NOON)
    call = make_call(session, event)

    assert [call.takes(event, NOON - timedelta(seconds=1)), call.takes(event, NOON)] == [
        True,
        False,
    ]
    event.ends_at = None
    assert call.takes(event, NOON)


def test_a_save_that_changes_nothing_writes_nothing(session: Session) -> None:
    event = make_event(session)
    call = make_call(session, event)
    version = call.version

    change_call(session, event, CallChange.of(call), by=SOMEBODY, now=NOON)

    entries = session.scalars(select(Entry).where(Entry.object_kind == "call")).all()
    assert (call.version, len(entries)) == (version, 1)


def test_a_call_always_asks_for_some_kind_of_session(session: Session) -> None:
    event = make_event(session)
    call = make_call(session, event, kinds=(SessionKind.WORKSHOP,))

    change_call(session, event, replace(CallChange.of(call), kinds=()), by=SOMEBODY, now=NOON)

    assert call.kinds == ["workshop"]
