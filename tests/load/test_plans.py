"""How SQLite reads: what is asked on every page finds its rows by an index, already in order."""

from collections.abc import Callable

import pytest
from sqlalchemy import event as database_event
from sqlalchemy.orm import Session

from eventapp.badges import queries as badges
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import HOUSE
from eventapp.checkin.queries import reports
from eventapp.events.models import Category, Event
from eventapp.mail import queries as mail
from eventapp.people import queries as people
from eventapp.registration import queries
from eventapp.registration.queries import Search
from eventapp.registration.services import places
from eventapp.scope import Scope
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration
from tests.statements import QUIET

Ask = Callable[[Session, Event, Category], object]

ASKED: dict[str, Ask] = {
    "newest registrations": lambda s, e, _c: queries.matching(s, Scope(e.id), Search()),
    "oldest registrations": lambda s, e, _c: queries.matching(
        s, Scope(e.id), Search(sort="registered", page=9)
    ),
    "registrations by name": lambda s, e, _c: queries.matching(s, Scope(e.id), Search(sort="name")),
    "registrations behind a cursor": lambda s, e, _c: queries.after(
        s, Scope(e.id), Search(), cursor=5, most=50
    ),
    "held places": lambda s, e, _c: places.ledger(s, e),
    "end of the waiting list": lambda s, e, _c: places.next_in_queue(s, e),
    "live registration of an address": lambda s, e, _c: queries.live_by_email(s, e, "a@b.example"),
    "newest e-mails": lambda s, e, _c: mail.log(s, Scope(e.id), mail.LogSearch()),
    "newest scans": lambda s, e, _c: checkin.latest(s, e),
    "scans of a badge": lambda s, e, _c: checkin.records(s, e.id, b"idx", (HOUSE, False)),
    "scans of a participant": lambda s, e, _c: checkin.history(s, e, 5),
    "arrival of a participant": lambda s, e, _c: checkin.has_arrived(s, e, 5),
}
COUNTED: dict[str, Ask] = {
    "held places": lambda s, e, _c: places.ledger(s, e),
    "mark of the event's page": lambda s, e, _c: queries.home_mark(s, e),
    "registrations in each state": lambda s, e, _c: queries.counts(s, Scope(e.id)),
    "registrations of a co-host": lambda s, e, _c: queries.counts(s, Scope(e.id, frozenset([7]))),
    "registrations of a category": lambda s, e, c: queries.matching(
        s, Scope(e.id), Search(categories=(c.key,), page=9)
    ),
    "curve of registrations": lambda s, e, _c: queries.totals(s, e, [NOON.date()]),
    "missing badges": lambda s, e, _c: badges.how_many_without_badge(s, e),
    "who is on site": lambda s, e, _c: checkin.counts(s, e, now_ms=0),
    "what the doors decided": lambda s, e, _c: reports.decided(s, e),
}
GROWING = ("registration", "scan", "email", "badge")


def plans(session: Session, act: Callable[[], object]) -> list[str]:
    """Return the lines of SQLite's plans for all statements of the act."""
    sent: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, given: object, *_more: object) -> None:
        if not statement.startswith(QUIET):
            sent.append((statement, given))

    engine = session.get_bind()
    database_event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        database_event.remove(engine, "before_cursor_execute", note)
    connection = session.connection()
    return [
        str(row[3])
        for statement, given in sent
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)  # type: ignore[arg-type]
    ]


def faults(lines: list[str]) -> list[str]:
    """Return the lines that read a whole growing table, or sort what it gave."""
    scans = tuple(f"SCAN {table}" for table in GROWING)
    return [
        line
        for line in lines
        if line.startswith("USE TEMP B-TREE FOR ORDER BY")
        or (line.startswith(scans) and "INDEX" not in line)
    ]


@pytest.mark.on_sqlite
@pytest.mark.parametrize("asked", ASKED)
def test_what_grows_is_read_by_an_index_and_in_order(session: Session, asked: str) -> None:
    event, category = make_event_with_category(session, places=2)

    ASKED[asked](session, event, category)  # what an event offers is read once and kept
    lines = plans(session, lambda: ASKED[asked](session, event, category))

    assert any("INDEX" in line for line in lines)
    assert faults(lines) == []


@pytest.mark.on_sqlite
@pytest.mark.parametrize("typed", ["denscheid", "muller berlin"])
def test_a_search_of_the_directory_reads_no_row_of_a_person_it_does_not_offer(
    session: Session, typed: str
) -> None:
    event, _category = make_event_with_category(session)

    lines = plans(session, lambda: people.persons_hit(session, event, typed))

    looks = [line for line in lines if line.split()[1] == "person"]
    assert any("COVERING INDEX ix_person_found" in line for line in looks)
    assert [line for line in looks if "COVERING INDEX ix_person_found" not in line] == [
        "SEARCH person USING INTEGER PRIMARY KEY (rowid=?)"
    ] * sum("PRIMARY KEY" in line for line in looks)


def looked_up(lines: list[str]) -> list[str]:
    """Return the indexes, and whether nothing beside them is read, of statements that count."""
    return [line for line in lines if "ix_" in line and line.startswith(("SEARCH", "SCAN"))]


@pytest.mark.on_sqlite
@pytest.mark.parametrize("asked", COUNTED)
def test_what_is_counted_is_read_from_an_index_alone(session: Session, asked: str) -> None:
    event, category = make_event_with_category(session, places=2)

    COUNTED[asked](session, event, category)
    lines = looked_up(plans(session, lambda: COUNTED[asked](session, event, category)))

    made_for_it = [line for line in lines if "COVERING INDEX" in line]
    assert made_for_it, lines


@pytest.mark.on_sqlite
def test_a_number_without_its_index_would_be_noticed(session: Session) -> None:
    event, _ = make_event_with_category(session, places=2)
    for name in ("ix_registration_counted", "ix_registration_held_by_organisation"):
        session.connection().exec_driver_sql(f"DROP INDEX {name}")

    lines = looked_up(plans(session, lambda: queries.counts(session, Scope(event.id))))

    assert lines
    assert not any("COVERING INDEX" in line for line in lines)


@pytest.mark.on_sqlite
def test_a_list_without_its_index_would_be_noticed(session: Session) -> None:
    event, _ = make_event_with_category(session, places=2)
    session.connection().exec_driver_sql("DROP INDEX ix_registration_event_id_registered_at")

    lines = plans(session, lambda: queries.matching(session, Scope(event.id), Search()))

    assert faults(lines) == ["USE TEMP B-TREE FOR ORDER BY"]


def test_badges_that_are_missing_are_counted_not_fetched(session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob", "Cem"):
        make_registration(session, event, category, name)

    assert badges.how_many_without_badge(session, event) == 3
    assert len(badges.without_badge(session, event)) == 3
