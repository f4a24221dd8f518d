"""Numbers are counted; the database itself keeps none, and a filled one finds its way."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from eventapp.badges import queries as badges
from eventapp.badges import services
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Scan
from eventapp.checkin.scan_replay import Record
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.extensions import db
from eventapp.orm import Base
from tests.checkin.test_doors import T0, make_badge
from tests.checkin.test_reports import scanned
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

BEFORE = "5d1f7c02ab93"
SCANS = {"sqlite": {"scan_never_changes", "scan_stays"}, "postgresql": {"scan_append_only"}}
"""What keeps scans as they are, by kind of database: one trigger, which SQLite splits in two."""

MOMENTS = [
    f"{when}_{what}" for when in ("before", "after") for what in ("insert", "update", "delete")
]


def triggers(engine: Engine) -> set[str]:
    """Return the names of all triggers of a database."""
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        kind = sqlite if engine.dialect.name == "sqlite" else postgresql
        return set(connection.execute(text(kind)).scalars())


def test_the_only_trigger_keeps_scans_as_they_are(app: Flask) -> None:
    with app.app_context():
        names = triggers(db.engine)

        assert names == SCANS[db.engine.dialect.name]


def test_no_mapper_listens_to_what_is_written() -> None:
    listening = {
        (mapper.class_.__name__, moment)
        for mapper in Base.registry.mappers
        for moment in MOMENTS
        if list(getattr(mapper.dispatch, moment))
    }

    assert Base.registry.mappers
    assert listening == set()


def test_a_filled_database_has_the_same_numbers_on_its_way_down_and_up(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    people = [make_registration(session, event, category, f"P{number}") for number in range(5)]
    codes = [make_badge(session, app, event, registration) for registration in people[:3]]
    services.replace(session, codes[0], why="lost", now=NOON)
    people[1].holder_no += 1
    session.flush()
    ways = (
        (Direction.IN, Decision.ADMIT),
        (Direction.OUT, Decision.ADMIT),
        (Direction.IN, Decision.REFUSE),
    )
    for seq, (idx, (direction, decision)) in enumerate(
        ((1, ways[0]), (2, ways[0]), (2, ways[1]), (3, ways[2]), (4, ways[1])), 1
    ):
        record = Record(0, seq, T0 + seq, 0, direction, decision)
        session.execute(insert(Scan), [scanned(event, idx, record)])
    session.commit()

    with app.app_context():
        db.engine.dispose()
        downgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            of_doors = "SELECT sum(inside), sum(arrived), sum(refused) FROM door_tally"
            assert tuple(connection.execute(text(of_doors)).one()) == (1, 2, 1)
            missing = "SELECT sum(missing) FROM badge_tally"
            assert connection.execute(text(missing)).scalar() == 4
            kinds = "SELECT sum(number) FROM registration_tally"
            assert connection.execute(text(kinds)).scalar() == 5
        older = {"scan_tally", "badge_tally_insert", "badge_due_insert", "person_badge_due"}
        assert older <= triggers(db.engine)
        upgrade()

        assert triggers(db.engine) == SCANS[db.engine.dialect.name]
    assert checkin.counts(session, event, now_ms=T0) == checkin.Counts(1, 2, 2, 1)
    assert badges.how_many_without_badge(session, event) == 4
