"""Files that contradict themselves, the event or what came before: what stays and what is told."""

import json
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.models import AgendaSession
from tests.agenda.test_importing import bring
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

TWINS = """<schedule><conference><time_zone_name>Europe/Berlin</time_zone_name></conference>
<day date="2027-04-01"><room name="A">
<event id="1" guid="11111111-1111-4111-8111-111111111111"><date>2027-04-01T09:00:00+02:00</date>
<duration>00:30</duration><title>First</title><persons><person id="6">Ada Lovelace</person></persons>
</event>
<event id="2" guid="11111111-1111-4111-8111-111111111111"><date>2027-04-01T10:00:00+02:00</date>
<duration>00:30</duration><title>Second</title><persons><person id="6">Ada King</person></persons>
</event></room></day></schedule>"""


def test_two_sessions_of_one_identity_both_stay_and_are_told_each_time(session: Session) -> None:
    event = make_event(session)
    reports = [bring(session, event, TWINS) for _time in range(3)]

    held = session.scalars(select(AgendaSession).order_by(AgendaSession.number)).all()
    assert [item.title.into("en") for item in held] == ["First", "Second"]
    assert len({item.guid for item in held}) == 2
    assert [(len(report.new), len(report.changed), report.same) for report in reports] == [
        (2, 0, 0), (0, 0, 2), (0, 0, 2),
    ]  # fmt: skip
    twin = "The identifier is already in use; both sessions were kept."
    assert all(twin in [str(note.sentence) for note in report.notes] for report in reports)


def test_a_person_with_two_names_keeps_the_first_and_changes_nothing_the_next_time(
    session: Session,
) -> None:
    event = make_event(session)
    first = bring(session, event, TWINS)
    again = bring(session, event, TWINS)

    assert first.people == 1
    assert again.changed == []
    text = "The same person is “Ada Lovelace” elsewhere in the file."
    assert [str(note.sentence) for note in again.notes].count(text) == 1


def test_what_is_not_accepted_never_gets_into_the_draft(session: Session) -> None:
    event = make_event(session)
    sessions = [
        {"id": number, "title": state, "start_time": "2027-04-01T09:30:00+02:00", "state": state}
        for number, state in enumerate(("accepted", "confirmed", "pending", "draft", "rejected"))
    ]
    report = bring(session, event, json.dumps({"event": {}, "sessions": sessions}))

    assert report.new == ["accepted", "confirmed"]
    left_out = [note for note in report.notes if note.sentence.msgid.startswith("Left out")]
    assert len(left_out) == 3


def test_a_session_far_from_the_event_is_told_and_gives_it_no_dates(session: Session) -> None:
    event = make_event(session, starts_at=None, ends_at=None)
    late = TWINS.replace("2027-04-01T10:00:00+02:00", "2031-04-01T10:00:00+02:00")

    report = bring(session, event, late.replace("guid=", 'title="x" guid='))

    assert event.ends_at == datetime(2027, 4, 1, 7, 30, tzinfo=UTC)
    assert "It is on 2031-04-01, which is not a day of the event." in [
        str(note.sentence) for note in report.notes
    ]


def test_our_own_calendar_of_another_zone_brings_that_zone_back(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session, zone="Asia/Kolkata")
    bring(session, event, TWINS)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    written = client.get("/spring/agenda.ics").data
    copy = make_event(session, slug="copy", starts_at=None, ends_at=None)

    report = bring(session, copy, written)

    assert (copy.zone, report.zone_open) == ("Asia/Kolkata", False)
    assert copy.starts_at == datetime(2027, 4, 1, 7, 0, tzinfo=UTC)


def test_a_session_without_identity_is_the_same_in_another_writing_of_its_time(
    session: Session,
) -> None:
    event = make_event(session)
    table = "title;start;end\nOpening;{0}T09:00:00{1};{0}T10:00:00{1}\n"
    bring(session, event, table.format("2027-04-15", "+02:00"))
    item = session.scalars(select(AgendaSession)).one()
    stored = item.source_key
    item.source_key = "Opening|2027-04-15T09:00:00+02:00"  # as earlier versions wrote it down
    session.flush()

    again = [bring(session, event, table.format("2027-04-15", offset)) for offset in ("+02:00", "")]
    in_utc = table.replace("09:00", "07:00").replace("10:00", "08:00")
    again.append(bring(session, event, in_utc.format("2027-04-15", "+00:00")))

    assert stored == "Opening|2027-04-15T07:00:00+00:00"
    assert [(report.new, report.changed, report.same) for report in again] == [([], [], 1)] * 3
