"""A timetable brought into the draft, again and again, and taken away in the same shape."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import feeds, queries, readers, services
from eventapp.agenda.feeds import About
from eventapp.agenda.models import AgendaSession, TimetableFile
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.services.importing import Report, bring_in
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.agenda.test_readers import OLD_XML
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY
from tests.factories.timetables import content_of, frab_names, json_faults, of_collection

BERLIN = ZoneInfo("Europe/Berlin")

NAMES = [
    "frab-without-guid.xml",
    "plan.frab.json",
    "gaps.ics",
    *of_collection("fosdem-2024.frab.xml"),
]


def bring(session: Session, event: Event, content: str | bytes) -> Report:
    """Bring a file into the event's draft."""
    data = content.encode() if isinstance(content, str) else content
    found = readers.read(data, Context(zone=BERLIN, first=date(2016, 8, 19)))
    report = bring_in(session, event, found, by=SOMEBODY, now=NOON)
    session.flush()
    session.expire_all()
    return report


def about(event: Event, language: str = "en") -> About:
    """Return what feeds of the event say."""
    return About(event.slug, "T", event.zone, "https://example.org", language, "1: first")


def facts(session: Session, event: Event) -> list[tuple[object, ...]]:
    """Return what the released programme tells of each session, in order of its identity."""
    found = queries.released(session, event)
    return sorted(
        (
            one.guid, one.title.into("en"), one.starts_at, one.ends_at, one.kind,
            one.room.name.into("en") if one.room else "", one.track.into("en"),
            one.abstract.into("en"), tuple(part.person.name for part in one.parts),
        )
        for one in found.items
    )  # fmt: skip


def test_the_same_file_twice_changes_nothing_and_a_newer_one_what_is_newer(
    session: Session,
) -> None:
    event = make_event(session)
    first = bring(session, event, OLD_XML)
    again = bring(session, event, OLD_XML)
    newer = OLD_XML.replace("<title>Late</title>", "<title>Later</title>").replace(
        "Ada Lovelace", "Grace Hopper"
    )
    changed = bring(session, event, newer.replace('<event id="8">', '<event id="9">'))

    assert (len(first.new), first.rooms, first.people) == (2, 1, 1)
    assert (again.new, again.changed, again.same) == ([], [], 2)
    assert [(one.title, one.fields) for one in changed.changed] == [("Later", ("title", "people"))]
    assert (changed.new, changed.gone) == (["Night"], ["Night"])
    late = session.scalars(select(AgendaSession).where(AgendaSession.source_key == "7")).one()
    assert (late.languages, late.kind.value, late.title.fr) == (["fr"], "workshop", "Later")


def test_what_organisers_translated_stays_when_the_file_comes_again(session: Session) -> None:
    event = make_event(session)
    bring(session, event, OLD_XML)
    late = session.scalars(select(AgendaSession).where(AgendaSession.source_key == "7")).one()
    late.title = Translated(de="Spät", fr="Late", en="Late")

    report = bring(session, event, OLD_XML)

    assert report.same == 2
    assert late.title.de == "Spät"


def test_an_event_without_dates_takes_them_from_the_file(session: Session) -> None:
    event = make_event(session, starts_at=None, ends_at=None)

    report = bring(session, event, OLD_XML)

    assert report.took_dates
    assert event.starts_at == datetime(2013, 2, 2, 22, 30, tzinfo=UTC)


def test_the_programme_taken_away_as_xml_and_json_comes_back_as_the_same(session: Session) -> None:
    event = make_event(session)
    bring(session, event, OLD_XML)
    services.release(session, event, name="first", by=SOMEBODY, now=NOON)
    before = facts(session, event)
    programme = queries.released(session, event)
    written = feeds.frab_xml(about(event), programme)
    as_json = json.dumps(feeds.voc_json(about(event), programme)).encode()

    assert [bring(session, event, one).same for one in (written, as_json)] == [2, 2]
    copy = make_event(session, slug="copy")
    for content in (written, as_json):
        bring(session, copy, content)
        services.release(session, copy, name="", by=SOMEBODY, now=NOON)
        assert facts(session, copy) == before


def test_the_table_for_sheets_computes_nothing(session: Session) -> None:
    event = make_event(session)
    bring(session, event, OLD_XML.replace("Late", "=1+1"))
    services.release(session, event, name="", by=SOMEBODY, now=NOON)

    text = feeds.as_csv(about(event), queries.released(session, event)).decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text), delimiter=";")

    assert heads[:4] == ["id", "title", "subtitle", "start"]
    assert [row[1] for row in rows] == ["'=1+1", "Night"]
    assert (rows[0][3], rows[0][9]) == ("2013-02-02T23:30:00+01:00", "Ada Lovelace")


@pytest.mark.parametrize(
    ("slug", "acronym"),
    [("go-cluster", "go_cluster"), ("a", "a_event"), ("x-1", "x_1_event"), ("2027", "2027")],
)
def test_any_slug_makes_an_acronym_the_schemas_allow(slug: str, acronym: str) -> None:
    made = About(slug, "", "UTC", "", "en", "1").acronym
    assert made == acronym
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", made)


@pytest.mark.on_sqlite
@pytest.mark.parametrize("name", NAMES)
def test_what_we_hand_out_is_valid_by_the_schema(session: Session, name: str) -> None:
    event = make_event(session, slug="big", starts_at=None)
    bring(session, event, content_of(name))
    services.release(session, event, name="", by=SOMEBODY, now=NOON)

    assert json_faults(feeds.voc_json(about(event), queries.released(session, event))) == []


@pytest.mark.on_sqlite
@pytest.mark.parametrize("name", frab_names())
def test_timetables_of_others_come_back_as_they_went(session: Session, name: str) -> None:
    event = make_event(session, starts_at=None)
    bring(session, event, content_of(name))
    assert bring(session, event, content_of(name)).changed == []
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    written = feeds.frab_xml(about(event), queries.released(session, event))

    report = bring(session, event, written)

    assert (report.new, [one for one in report.changed if one.fields != ("abstract",)]) == ([], [])


def upload(client: FlaskClient, content: bytes, name: str = "plan.xml") -> tuple[int, str]:
    """Send a file by the form; return status and page."""
    text = client.get("/spring/manage/agenda/import").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert token is not None
    answer = client.post(
        "/spring/manage/agenda/import",
        data={"csrf_token": token.group(1), "file": (io.BytesIO(content), name)},
        headers={"Accept-Language": "de"},
    )
    return answer.status_code, answer.get_data(as_text=True)


def test_an_organiser_looks_at_a_file_before_the_draft_changes(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    status, page = upload(client, OLD_XML.encode(), "<b>plan.xml")
    assert status == 200
    assert "&lt;b&gt;plan.xml" in page
    assert session.scalar(select(func.count(AgendaSession.id))) == 0
    session.rollback()
    press = re.search(r'action="(/spring/manage/agenda/import/[^"]+)"', page)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert press is not None
    assert token is not None
    answer = client.post(press.group(1), data={"csrf_token": token.group(1)})

    assert answer.status_code == 303
    assert session.scalar(select(func.count(AgendaSession.id))) == 2
    assert session.scalar(select(func.count(TimetableFile.id))) == 0
    session.rollback()
    gone = client.post(press.group(1), data={"csrf_token": token.group(1)})
    assert gone.status_code == 404


def test_a_bad_file_is_refused_at_its_field_and_changes_nothing(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    for content in (b"", b"\x00\xff" * 50, b"<schedule>", b"{" * 50_000):
        status, page = upload(client, content)
        assert status == 422
        assert 'id="file-error"' in page
    assert session.scalar(select(func.count(TimetableFile.id))) == 0


def test_the_feeds_hand_out_released_facts_alone(session: Session, client: FlaskClient) -> None:
    event = make_event(session)
    bring(session, event, OLD_XML)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    bring(session, event, OLD_XML.replace("Night", "Secret"))
    session.commit()

    for form, kind in (
        ("xml", "application/xml"),
        ("json", "application/json"),
        ("csv", "text/csv"),
    ):
        answer = client.get(f"/spring/agenda.{form}")
        assert answer.content_type.startswith(kind)
        text = answer.get_data(as_text=True)
        assert "Night" in text
        assert "Secret" not in text
        assert (
            client.get(
                f"/spring/agenda.{form}", headers={"If-None-Match": answer.headers["ETag"]}
            ).status_code
            == 304
        )


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
    assert [one.title.into("en") for one in held] == ["First", "Second"]
    assert len({one.guid for one in held}) == 2
    assert [(len(one.new), len(one.changed), one.same) for one in reports] == [
        (2, 0, 0), (0, 0, 2), (0, 0, 2),
    ]  # fmt: skip
    twin = "Its identity is taken already; it was kept beside the other."
    assert all(twin in [str(note.sentence) for note in one.notes] for one in reports)


def test_a_person_with_two_names_keeps_the_first_and_changes_nothing_the_next_time(
    session: Session,
) -> None:
    event = make_event(session)
    first = bring(session, event, TWINS)
    again = bring(session, event, TWINS)

    assert first.people == 1
    assert again.changed == []
    told = "The same person is “Ada Lovelace” elsewhere in the file."
    assert [str(note.sentence) for note in again.notes].count(told) == 1


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
    assert "It is on 2031-04-01, not on a day of the event." in [
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
    assert [(one.new, one.changed, one.same) for one in again] == [([], [], 1)] * 3
