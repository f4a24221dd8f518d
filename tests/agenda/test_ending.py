"""Sessions that do not take place: deleted unseen, cancelled once seen, and brought back."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import ChangedSinceSeen, ShownAlready
from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.events.models import Event, Role
from eventapp.journal.models import Entry
from eventapp.people.models import Person
from tests.agenda.test_programme import make_item, make_talk
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

LATER = NOON + timedelta(days=1)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def item(session: Session, event: Event) -> AgendaSession:
    """Return a session of its draft that somebody speaks in."""
    return make_talk(session, event)


def release(session: Session, event: Event) -> None:
    """Show the draft to the public."""
    services.release(session, event, name="", by=SOMEBODY, now=LATER)
    session.commit()


def cancel(session: Session, item: AgendaSession) -> None:
    """Cancel a session in the draft."""
    services.cancel_session(session, item, seen=item.version, by=SOMEBODY, now=LATER)
    session.commit()


def test_session_nobody_saw_is_deleted_and_its_people_stay(
    session: Session, item: AgendaSession
) -> None:
    services.delete_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    session.commit()

    assert session.scalars(select(AgendaSession)).all() == []
    assert session.scalars(select(SessionRole)).all() == []
    assert len(session.scalars(select(Person)).unique().all()) == 1
    entry = session.scalars(select(Entry).where(Entry.action == "session-deleted")).one()
    assert entry.object_label == "Talk"


def test_session_a_release_showed_stays_even_when_a_later_one_left_it_out(
    session: Session, event: Event, item: AgendaSession
) -> None:
    make_item(session, event, None, "Other", minutes=300)
    release(session, event)
    item.public = False
    release(session, event)

    with pytest.raises(ShownAlready):
        services.delete_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)


def test_what_was_changed_since_the_look_is_not_ended(
    session: Session, item: AgendaSession
) -> None:
    for act in (services.delete_session, services.cancel_session, services.restore_session):
        with pytest.raises(ChangedSinceSeen):
            act(session, item, seen=item.version - 1, by=SOMEBODY, now=NOON)


def test_cancelled_session_clashes_with_nothing(
    session: Session, event: Event, item: AgendaSession
) -> None:
    make_item(session, event, item.room, "Instead")
    assert len(queries.clashes_of_draft(session, event)) == 1

    cancel(session, item)

    assert queries.clashes_of_draft(session, event) == []


def test_next_release_names_the_cancelled_and_the_one_brought_back(
    session: Session, event: Event, item: AgendaSession
) -> None:
    release(session, event)
    cancel(session, item)
    assert [change.what for change in services.unreleased(session, event)] == ["cancelled"]
    release(session, event)
    services.restore_session(session, item, seen=item.version, by=SOMEBODY, now=LATER)
    session.commit()
    assert [change.what for change in services.unreleased(session, event)] == ["restored"]


def test_session_cancelled_before_anybody_saw_it_is_never_shown(
    session: Session, event: Event, item: AgendaSession
) -> None:
    make_item(session, event, None, "Other", minutes=300)
    cancel(session, item)
    release(session, event)

    assert [shown.title["en"] for shown in queries.released(session, event).items] == ["Other"]
    assert not item.released


def test_public_sees_it_struck_through_and_other_formats_leave_it_out(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    make_item(session, event, None, "Other", minutes=300)
    release(session, event)
    cancel(session, item)
    before = client.get("/spring/agenda?lang=en").get_data(as_text=True)
    release(session, event)

    for language, word in (
        ("en", "Session cancelled"),
        ("de", "Entfällt"),
        ("fr", "Session annulée"),
    ):
        address = f"/spring/agenda?lang={language}"
        assert word in client.get(address).get_data(as_text=True)
        page = client.get(f"/spring/agenda/{item.public_id}?lang={language}")
        assert word in page.get_data(as_text=True)
    assert "<s>" not in before
    assert "<s>Talk</s>" in client.get("/spring/agenda?lang=en").get_data(as_text=True)
    for form in ("xml", "csv", "json"):
        text = client.get(f"/spring/agenda.{form}").get_data(as_text=True)
        assert item.guid not in text
        assert "Other" in text
    assert json.loads(client.get("/spring/agenda.json").get_data())
    home = client.get("/spring/?lang=en").get_data(as_text=True)
    assert f"/spring/agenda/{item.public_id}" not in home


def test_calendars_learn_of_it_under_the_same_identity(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    address = f"/spring/agenda/{item.public_id}.ics"

    def told() -> tuple[str, str, str]:
        text = client.get(address).get_data(as_text=True)
        session.rollback()
        entry = next(iter(Calendar.from_ical(text).walk("VEVENT")))
        other = next(vobject.readComponents(text)).vevent
        read = (str(entry["UID"]), str(entry["SEQUENCE"]), str(entry["STATUS"]))
        assert read == (other.uid.value, other.sequence.value, other.status.value)
        return read

    release(session, event)
    first = told()
    cancel(session, item)
    release(session, event)
    second = told()
    services.restore_session(session, item, seen=item.version, by=SOMEBODY, now=LATER)
    release(session, event)
    third = told()

    assert first[0] == second[0] == third[0]
    assert [pair[1:] for pair in (first, second, third)] == [
        ("0", "CONFIRMED"),
        ("1", "CANCELLED"),
        ("2", "CONFIRMED"),
    ]


def test_editor_deletes_cancels_and_takes_it_back_by_the_pages(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    unseen = make_item(session, event, None, "Unseen", minutes=300)
    unseen.public = False
    release(session, event)
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    client.get("/lang/en")
    page, other = (f"/spring/manage/agenda/{row.public_id}" for row in (item, unseen))
    session.rollback()

    text = client.get(page).get_data(as_text=True)
    assert "Cancel the session" in text
    assert "/delete" not in text
    assert "It has never been published." in client.get(other).get_data(as_text=True)
    session.rollback()
    assert send(client, other, f"{other}/delete")[0] == 303
    status, refusal = send(client, page, f"{page}/delete")
    assert (status, "This session has been published" in refusal) == (409, True)
    assert send(client, page, f"{page}/cancel")[0] == 303

    draft = client.get("/spring/manage/agenda").get_data(as_text=True)
    assert "“Talk” is cancelled in the draft." in draft
    assert f"{item.public_id}/restore" in draft
    ahead = client.get("/spring/manage/agenda/release").get_data(as_text=True)
    assert "does not take place" in ahead
    session.rollback()
    assert send(client, page, f"{page}/restore")[0] == 303
    session.expire_all()
    titles = session.execute(select(AgendaSession.public_id, AgendaSession.cancelled)).all()
    assert titles == [(item.public_id, False)]


def test_release_and_deletion_at_once_leave_no_session_shown_and_gone(
    app: Flask, session: Session, event: Event, item: AgendaSession
) -> None:
    """Whoever comes first wins: shown and kept, or deleted, and who publishes is asked again."""
    make_item(session, event, None, "Other", minutes=300)
    sign_in(session, client := app.test_client(), make_member(session, event))
    other = app.test_client()
    cookie = client.get_cookie("who")
    assert cookie is not None
    other.set_cookie("who", cookie.value)
    app.config["WTF_CSRF_ENABLED"] = False
    guid, key, version = item.guid, item.public_id, item.version
    seen = services.outlook(session, event).mark
    session.rollback()
    gate, answers = Barrier(2), []

    def post(browser: FlaskClient, act: str, **fields: object) -> None:
        gate.wait()
        answers.append(browser.post(f"/spring/manage/agenda/{act}", data=fields).status_code)

    runs = [
        Thread(target=post, args=(client, "release"), kwargs={"seen": seen}),
        Thread(target=post, args=(other, f"{key}/delete"), kwargs={"version": version}),
    ]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join()

    shown = guid in {session_item.guid for session_item in queries.released(session, event).items}
    kept = session.scalars(select(AgendaSession).where(AgendaSession.guid == guid)).one_or_none()
    assert shown is (kept is not None)
    assert sorted(answers) == ([303, 409] if shown else [303, 422])
