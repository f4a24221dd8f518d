"""A save that changes nothing writes nothing, raises no number and tells nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.models import AgendaSession, Rule, SessionPart, SessionRole
from eventapp.events.models import Event, EventRevision
from eventapp.forms.kinds import KINDS
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration import jobs
from eventapp.registration.models import Registration
from eventapp.registration.services import contingents
from tests.agenda.test_programme import make_item, make_room
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.agenda import edit_session
from tests.factories.demo import demo_event
from tests.factories.events import make_event_with_category
from tests.factories.forms import forms_of
from tests.factories.people import make_person
from tests.factories.registrations import make_contingent, make_registration

SETTINGS = "/spring/manage/settings"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event with three participants, whose organiser is signed in."""
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob", "Cid"):
        make_registration(session, event, category, name)
    sign_in(session, client, make_member(session, event))
    return event


def save(client: FlaskClient, page: str, **changed: Any) -> int:
    """Open a form, change these fields as a person does, send all of it; return the status."""
    text = client.get(page).get_data(as_text=True)
    form = next(
        held_form
        for held_form in forms_of(text)
        if any(x.name in {"version", "seen"} for x in held_form.controls)
    )
    return client.post(page, data={**form.as_it_stands(), **changed}).status_code


def run_the_job(session: Session) -> list[Email]:
    """Let the quiet minutes pass and the job run; return what it told."""
    session.rollback()
    session.expire_all()
    before = session.scalar(select(func.max(Email.id))) or 0
    jobs.tell_changes(session, now=clock.now() + timedelta(hours=1))
    session.commit()
    emails = list(session.scalars(select(Email).where(Email.id > before)))
    session.commit()  # the next save is a writer, too
    return emails


def stand(session: Session) -> dict[str, Any]:
    """Return what a save must leave alone: versions, numbers, entries of the journal."""
    session.rollback()
    session.expire_all()
    event = session.scalars(select(Event)).one()
    values = {
        "version": event.version,
        "revision": event.revision,
        "calendar": (event.calendar_no, event.revised_at),
        "participants": sorted(session.scalars(select(Registration.calendar_no))),
        "journal": session.scalar(select(func.count(Entry.id))),
        "emails": session.scalar(select(func.count(Email.id))),
        "revisions": session.scalar(select(func.count(EventRevision.number))),
    }
    session.commit()
    return values


def test_changed_telephone_tells_nobody_of_a_day_that_stayed(
    session: Session, client: FlaskClient, event: Event
) -> None:
    assert save(client, SETTINGS) == 303
    first = run_the_job(session)
    assert save(client, SETTINGS, contact_phone="+49 30 123456") == 303
    second = run_the_job(session)
    assert save(client, SETTINGS, contact_phone="+49 30 654321") == 303
    third = run_the_job(session)

    assert [first, second, third] == [[], [], []]
    assert session.get_one(Event, event.id).contact_phone == "+49 30 654321"
    assert stand(session)["calendar"] == (0, None)


def test_who_holds_a_file_of_an_older_version_is_not_told_of_another_writing(
    session: Session, client: FlaskClient, event: Event
) -> None:
    event.calendar_no, event.revised_at = 2, clock.now() - timedelta(hours=1)
    facts = {
        "starts_at": "2027-04-15T09:30:00+02:00",  # as versions before 0.1 wrote it down
        "ends_at": "2027-04-15T16:30:00+02:00",
        "zone": "Europe/Berlin",
        "venue": event.venue.as_dict(),
        "address": "",
        "label": event.label.as_dict(),
    }
    session.add_all(EventRevision(event_id=event.id, number=n, facts=facts) for n in (0, 2))
    session.commit()

    assert "teilnehmende Person wird" not in client.get(SETTINGS).get_data(as_text=True)
    assert run_the_job(session) == []


@pytest.mark.usefixtures("event")
def test_moved_day_still_tells_everybody_once_from_what_to_what(
    session: Session, client: FlaskClient
) -> None:
    assert save(client, SETTINGS) == 303
    assert save(client, SETTINGS, starts_at="2027-04-15T10:00") == 303

    emails = run_the_job(session)

    assert len(emails) == 3
    assert {(email.facts["was_starts_at"], email.facts["starts_at"]) for email in emails} == {
        ("2027-04-15T07:30:00+00:00", "2027-04-15T08:00:00+00:00")
    }
    assert run_the_job(session) == []


def test_untouched_settings_write_nothing_at_all(
    session: Session, client: FlaskClient, event: Event
) -> None:
    event.starts_at = datetime(2027, 10, 31, 1, 30, 15, tzinfo=UTC)  # the second 2:30 of that night
    event.ends_at = datetime(2027, 10, 31, 14, 30, tzinfo=UTC)
    event.edits_close_at = datetime(2027, 4, 1, 21, 59, 59, tzinfo=UTC)
    session.commit()
    before = stand(session)

    assert [save(client, SETTINGS), save(client, SETTINGS)] == [303, 303]

    assert stand(session) == before
    assert event.starts_at == datetime(2027, 10, 31, 1, 30, 15, tzinfo=UTC)
    assert event.edits_close_at == datetime(2027, 4, 1, 21, 59, 59, tzinfo=UTC)


def test_untouched_record_of_every_kind_with_a_clock_or_parts_writes_nothing(
    session: Session, client: FlaskClient, event: Event
) -> None:
    category = session.scalars(select(Registration)).first().category  # type: ignore[union-attr]
    kept = make_contingent(
        session,
        event,
        name="Pôles",
        places=5,
        release_at=datetime(2027, 3, 1, 7, 0, 30, tzinfo=UTC),
        shares={category.key: 100},
    )
    session.commit()
    pages = [f"categories/{category.id}", f"contingents/{kept.id}"]
    row, before = contingents.shares_of(session, kept)[0].id, stand(session)

    statuses = [save(client, f"/spring/manage/{page}") for page in pages]

    assert statuses == [303, 303]
    assert stand(session) == before
    assert contingents.shares_of(session, kept)[0].id == row
    assert kept.release_at == datetime(2027, 3, 1, 7, 0, 30, tzinfo=UTC)


@pytest.mark.demo(participants=20)
def test_untouched_records_of_every_kind_write_nothing(
    session: Session, client: FlaskClient
) -> None:
    event = demo_event(session)
    sign_in(session, client, make_member(session, event))
    pages = []
    for kind in KINDS.values():
        record = session.scalars(select(kind.model).where(kind.model.event_id == event.id)).first()
        if record is not None:
            pages.append(f"/{event.slug}/manage/{kind.key}/{record.id}")
    session.commit()

    changed = []
    for page in pages:
        assert save(client, page) == 303, page  # takes out the joiners that the demo writes
        before = stand(session)
        assert save(client, page) == 303, page
        if stand(session) != before:
            changed.append(page)

    assert len(pages) >= 8
    assert changed == []


@pytest.fixture
def planned(session: Session, event: Event) -> AgendaSession:
    """Return a session with everything that hangs on one; it begins at 10:00:30."""
    aula, hall = make_room(session, event), make_room(session, event, "Hall")
    item, other = make_item(session, event, aula), make_item(session, event, hall, minutes=120)
    assert item.starts_at is not None
    item.starts_at += timedelta(seconds=30)
    ada = make_person(session, event, given_name="Ada", family_name="Groß")
    session.flush()
    edit_session(session, item, people=[(ada, SessionPart.MODERATOR)])
    edit_session(session, item, further_rooms=[hall])
    edit_session(session, item, rules=[(Rule.AFTER, other)])
    group = session.scalars(select(Registration)).all()[0].category
    edit_session(session, item, sign_up=True, places=5, categories=[group])
    session.commit()
    return item


def plan(session: Session, public_id: str) -> dict[str, Any]:
    """Return what a save must leave alone of the session of the programme."""
    session.rollback()
    session.expire_all()
    statement = select(AgendaSession).where(AgendaSession.public_id == public_id)
    item = session.scalars(statement).one()
    values = {
        "session": (item.version, item.revised_at, item.starts_at, item.ends_at),
        "roles": list(session.scalars(select(SessionRole.id))),
    }
    session.commit()
    return values | stand(session)


def test_untouched_session_keeps_its_version_and_its_rows(
    session: Session, client: FlaskClient, planned: AgendaSession
) -> None:
    key = planned.public_id
    before = plan(session, key)

    assert save(client, f"/spring/manage/agenda/{key}") == 303

    assert plan(session, key) == before


def test_session_whose_people_alone_change_has_another_version(
    session: Session, client: FlaskClient, planned: AgendaSession
) -> None:
    key = planned.public_id
    before = plan(session, key)

    roles = len(before["roles"])
    assert save(client, f"/spring/manage/agenda/{key}/people", act="remove:0") == 303

    after = plan(session, key)
    assert after["session"][0] == before["session"][0] + 1
    assert (len(after["roles"]), after["journal"]) == (roles - 1, before["journal"] + 1)


def test_programs_that_send_what_stands_there_in_another_zone_change_nothing(
    session: Session, client: FlaskClient, event: Event, planned: AgendaSession
) -> None:
    key = planned.public_id
    token = {"Authorization": f"Bearer {make_token(session, event)}"}
    page = f"/api/v1/events/spring/sessions/{key}"
    read = client.get(page, headers=token)
    body = read.get_json()
    before = plan(session, key)

    sent = {
        "starts_at": datetime.fromisoformat(body["starts_at"]).astimezone(UTC).isoformat(),
        "people": body["people"],
        "rules": body["rules"],
        "categories": body["categories"],
        "further_rooms": body["further_rooms"],
    }
    head = {**token, "If-Match": read.headers["ETag"]}
    answer = client.patch(page, json=sent, headers=head)

    assert (answer.status_code, answer.headers["ETag"]) == (200, read.headers["ETag"])
    assert plan(session, key) == before


def test_untouched_details_of_a_participant_are_no_change(
    session: Session, client: FlaskClient, event: Event
) -> None:
    registration = session.scalars(
        select(Registration).where(Registration.event_id == event.id)
    ).all()[0]
    page = f"/spring/manage/registrations/{registration.reference}/edit"
    kept, before = (registration.version, registration.changed_at), stand(session)

    assert save(client, page) == 303

    assert stand(session) == before
    assert (registration.version, registration.changed_at) == kept
