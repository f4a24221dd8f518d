"""Looking at a file of a timetable lets everybody else write: the doors never wait for it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock, orm
from eventapp.agenda import queries, readers
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.services.importing import outlook
from eventapp.extensions import db
from tests.agenda.test_columns import token_of
from tests.agenda.test_import_cost import timetable
from tests.agenda.test_importing import bring
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.statements import counted

ADDRESS = "/spring/manage/agenda/import"


def may_write(app: Flask) -> bool:
    """Say whether somebody else could begin to write now."""
    with app.app_context():
        database = db.engine.url.database
    other = orm.sqlite.connect(database, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except orm.sqlite.OperationalError:
        return False
    finally:
        other.close()
    return True


@contextmanager
def somebody_writing_beside(app: Flask, beside: str) -> Iterator[list[bool]]:
    """Try to begin a write of one's own at each statement that holds `beside`; say if it went."""
    went: list[bool] = []
    with app.app_context():
        engine = db.engine

    def attempt(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if beside not in statement or engine.dialect.name != "sqlite":
            return
        went.append(may_write(app))

    sa.event.listen(engine, "before_cursor_execute", attempt)
    try:
        yield went
    finally:
        sa.event.remove(engine, "before_cursor_execute", attempt)


def test_others_write_while_a_file_is_looked_at(
    session: Session, client: FlaskClient, app: Flask
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    token = token_of(client.get(ADDRESS).get_data(as_text=True))
    file = (io.BytesIO(timetable(30).encode()), "plan.xml")

    with somebody_writing_beside(app, "FROM session_role") as went, counted(app) as sent:
        answer = client.post(ADDRESS, data={"csrf_token": token, "file": file})

    assert answer.status_code == 200
    assert all(went)
    assert went or session.get_bind().dialect.name != "sqlite"
    assert not [
        statement for statement in sent if statement.startswith("INSERT INTO agenda_session")
    ]
    assert session.scalar(select(func.count()).select_from(AgendaSession)) == 0


def test_a_look_counts_the_clashes_that_the_draft_has_then(session: Session) -> None:
    event = make_event(session)
    read_file = readers.read(timetable(30).encode(), Context(zone=event.tzinfo))
    session.commit()

    ahead = outlook(session, event, read_file, now=clock.now())
    brought = bring(session, event, timetable(30))

    assert ahead.clashes == brought.clashes == len(queries.clashes_of_draft(session, event)) > 0
    assert (ahead.new, ahead.rooms, ahead.people) == (brought.new, brought.rooms, brought.people)
