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
from eventapp.agenda.feed_facts import About
from eventapp.agenda.models import AgendaSession, TimetableFile
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.services.importing import ImportReport, bring_in
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.agenda.test_frab_xml import OLD_XML
from tests.factories.accounts import make_member, sign_in
from tests.factories.addresses import ADDRESSES
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


def bring(session: Session, event: Event, content: str | bytes) -> ImportReport:
    """Bring a file into the event's draft."""
    data = content.encode() if isinstance(content, str) else content
    timetable = readers.read(data, Context(zone=BERLIN, first=date(2016, 8, 19)))
    report = bring_in(session, event, timetable, by=SOMEBODY, now=NOON)
    session.flush()
    session.expire_all()
    return report


def about(event: Event, language: str = "en") -> About:
    """Return what feeds of the event say."""
    return About(event.slug, "T", event.zone, ADDRESSES, language, "1: first")


def facts(session: Session, event: Event) -> list[tuple[object, ...]]:
    """Return what the released programme tells of each session, in order of its identity."""
    programme = queries.released(session, event)
    return sorted(
        (
            item.guid, item.title.into("en"), item.starts_at, item.ends_at, item.kind,
            item.room.name.into("en") if item.room else "", item.track.into("en"),
            item.abstract.into("en"), tuple(part.person.name for part in item.parts),
        )
        for item in programme.items
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
    assert [(change.title, change.fields) for change in changed.changed] == [
        ("Later", ("title", "people"))
    ]
    assert (changed.new, changed.gone) == (["Night"], ["Night"])
    late = session.scalars(select(AgendaSession).where(AgendaSession.source_key == "7")).one()
    assert (late.languages, late.kind.value, late.title["fr"]) == (["fr"], "workshop", "Later")


def test_what_organisers_translated_stays_when_the_file_comes_again(session: Session) -> None:
    event = make_event(session)
    bring(session, event, OLD_XML)
    late = session.scalars(select(AgendaSession).where(AgendaSession.source_key == "7")).one()
    late.title = Translated(de="Spät", fr="Late", en="Late")

    report = bring(session, event, OLD_XML)

    assert report.same == 2
    assert late.title["de"] == "Spät"


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

    assert [bring(session, event, file).same for file in (written, as_json)] == [2, 2]
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
    made = About(slug, "", "UTC", ADDRESSES, "en", "1").acronym
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

    assert (
        report.new,
        [changed for changed in report.changed if changed.fields != ("abstract",)],
    ) == ([], [])


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
