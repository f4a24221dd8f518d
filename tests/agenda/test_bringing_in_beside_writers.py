"""An import is worked out while others write; what it writes, it writes at once and exactly."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, readers
from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable
from eventapp.agenda.services.importing import bring_in, prepare
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people.models import Organisation, OrganisationName, Person
from eventapp.people.services import organisations_called
from tests.agenda.test_columns import token_of
from tests.agenda.test_files import somebody_writing_beside
from tests.agenda.test_import_cost import timetable
from tests.agenda.test_importing import bring
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY
from tests.statements import counted

ADDRESS = "/spring/manage/agenda/import"
DRAFT = "agenda_session.abstract"
"""Stands in statements that read the whole draft."""


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def found_in(event: Event, file: str) -> Timetable:
    """Return what a file holds."""
    return readers.read(file.encode(), Context(zone=event.tzinfo))


@pytest.mark.on_sqlite
def test_others_write_until_all_is_worked_out(
    session: Session, client: FlaskClient, app: Flask, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))
    token = token_of(client.get(ADDRESS).get_data(as_text=True))
    file = (io.BytesIO(timetable(30).encode()), "plan.xml")
    looked_at = client.post(ADDRESS, data={"csrf_token": token, "file": file})
    match = re.search(r'action="([^"]*/import/[\w-]+)"', looked_at.get_data(as_text=True))
    assert match is not None

    with somebody_writing_beside(app, DRAFT) as went:
        answers = [client.post(match[1], data={"csrf_token": token}) for _ in range(2)]

    assert [response.status_code for response in answers] == [303, 404]
    assert went
    assert all(went)
    assert session.scalar(select(func.count(AgendaSession.id))) == 30


def test_all_changed_sessions_are_a_few_statements(
    session: Session, app: Flask, event: Event
) -> None:
    bring(session, event, timetable(200))
    versions = {row.id: row.version for row in session.scalars(select(AgendaSession))}

    with counted(app) as sent:
        report = bring(session, event, timetable(200).replace(">T", ">Lecture "))

    assert len(report.changed) == 200
    assert len(sent) <= 60
    for item in session.scalars(select(AgendaSession)):
        assert item.title.into("en").startswith("Lecture")
        assert item.version == versions[item.id] + 1


def test_what_was_edited_meanwhile_is_compared_again(session: Session, event: Event) -> None:
    bring(session, event, timetable(3))
    read_file = found_in(event, timetable(4))
    ready = prepare(session, event, read_file, now=NOON)
    item = session.scalars(select(AgendaSession)).first()
    assert item is not None
    item.title = Translated.same("Edited by hand")
    session.commit()

    report = bring_in(session, event, read_file, by=SOMEBODY, now=NOON, prepared=ready)

    assert (len(report.new), len(report.changed), report.same) == (1, 1, 2)


def test_two_who_bring_in_the_same_file_add_it_once(session: Session, event: Event) -> None:
    read_file = found_in(event, timetable(5))
    ready = [prepare(session, event, read_file, now=NOON) for _ in range(2)]

    reports = [
        bring_in(session, event, read_file, by=SOMEBODY, now=NOON, prepared=prepared)
        for prepared in ready
    ]

    assert [(len(report.new), report.same) for report in reports] == [(5, 0), (0, 5)]
    roles = queries.roles_by_session(session, event)
    assert [len(roles[item.id]) for item in queries.draft(session, event)] == [1] * 5
    assert session.scalar(select(func.count(SessionRole.id))) == 5
    assert session.scalar(select(func.count(Person.id))) == 5


def test_many_organisations_are_found_or_added_together_as_one_by_one(
    session: Session, app: Flask, event: Event
) -> None:
    known = make_organisation(session, event, "Fraunhofer ILT", short_name="ILT")
    names = ["ILT", "Université de Bordeaux", "Universite de Bordeaux", "Ökotec", "OEKOTEC"]
    names += [f"Organisation {number}" for number in range(40)]

    with counted(app) as sent:
        numbers = organisations_called(session, event, names, by=SYSTEM, now=NOON)

    assert numbers["ILT"] == known.id
    assert numbers["Université de Bordeaux"] == numbers["Universite de Bordeaux"]
    assert numbers["Ökotec"] == numbers["OEKOTEC"]
    assert len(sent) <= 8
    assert session.scalar(select(func.count(Organisation.id))) == 43
    assert organisations_called(session, event, names, by=SYSTEM, now=NOON) == numbers
    full = select(func.count(OrganisationName.id)).where(OrganisationName.is_full)
    assert session.scalar(full) == 43
