"""One row a person: who matches, what is overdue first, by a fixed number of statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.registration.services.contributors import admit
from eventapp.speakers.open_points import PointKind
from eventapp.speakers.standing import Standing
from eventapp.workflows.contributors import (
    ContributorSearch,
    arrived,
    contributors,
    of_ids,
    rows_of,
)
from tests.checkin.test_doors import make_badge, make_phone, scan
from tests.factories.agenda import make_session
from tests.factories.events import NOON
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import give_part, make_contributor

pytestmark = pytest.mark.on_sqlite


def names(where: Session, event: Event, **asked: object) -> list[str]:
    """Return the family names of those who match, in their order."""
    search = ContributorSearch(**asked)  # type: ignore[arg-type]
    listed = contributors(where, event, search, now=NOON)
    return [row.person.family_name for row in listed.rows]


def test_rows_are_found_by_every_filter_and_overdue_ones_stand_first(
    session: Session, event: Event
) -> None:
    pole = make_organisation(session, event, "Minalogic")
    energy = make_session(session, event, "Énergie")
    make_contributor(session, event, family_name="Aaron", state=ContributorState.CONFIRMED)
    late = make_contributor(
        session, event, family_name="Courtois", state=ContributorState.INVITED, item=energy
    )
    late.answer_by, late.language, late.person.organisation = date(2001, 1, 1), "fr", pole
    gone = make_contributor(session, event, family_name="Roux", state=ContributorState.DECLINED)
    make_person(session, event, family_name="No part")
    session.flush()

    assert names(session, event) == ["Courtois", "Aaron", "Roux"]
    assert names(session, event, typed="energie") == ["Courtois"]
    assert names(session, event, typed="minalog") == ["Courtois"]
    assert names(session, event, session=energy.public_id) == ["Courtois"]
    assert names(session, event, host=pole.id) == ["Courtois"]
    assert names(session, event, language="fr") == ["Courtois"]
    assert names(session, event, standing=Standing.DECLINED) == ["Roux"]
    assert names(session, event, missing=PointKind.PORTRAIT) == ["Aaron"]
    assert len(names(session, event, is_open=True)) == 3
    listed = contributors(session, event, ContributorSearch(), now=NOON)
    assert (listed.total, listed.open, listed.by_standing[Standing.INVITED]) == (3, 3, 1)
    assert [item.id for item in listed.sessions].count(energy.id) == 1
    assert [row.complete for row in rows_of(session, event, [gone], now=NOON)] == [False]
    assert of_ids(session, event, ["nobody"]) == []


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collect what is sent to the database."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    sqlalchemy_event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow_with_the_contributors(
    session: Session, event: Event
) -> None:
    def cost() -> int:
        session.expire_all()
        session.get_one(Event, event.id)
        with statements(session.get_bind().engine) as sent:
            listed = contributors(session, event, ContributorSearch(), now=NOON)
            assert all(row.person.organisation and row.points for row in listed.rows)
        return len(sent)

    pole = make_organisation(session, event, "Minalogic")
    item = make_session(session, event, "Clusters")
    for number in range(2):
        make_contributor(session, event, item=item, family_name=f"A{number}", organisation=pole)
    few = cost()
    for number in range(12):
        somebody = make_contributor(session, event, family_name=f"B{number}", organisation=pole)
        give_part(session, event, somebody.person, state=ContributorState.CONFIRMED)
    session.flush()

    assert cost() == few


def test_whose_badge_was_let_in_has_arrived_whatever_their_address(
    app: Flask, client: FlaskClient, session: Session, event: Event
) -> None:
    event.starts_at = event.ends_at = None
    ada = make_person(session, event, family_name="Lovelace")
    bob = make_person(session, event, family_name="Bo", email="bob@example.org")
    give_part(session, event, ada, state=ContributorState.CONFIRMED)
    place = admit(session, event, ada, by=SOMEBODY, now=NOON).registration
    badge = make_badge(session, app, event, place)
    client.set_cookie("door", make_phone(session, event), path="/door")
    assert arrived(session, event, [ada, bob]) == set()

    session.commit()

    assert scan(client, badge.token, 1)["status"] == 200

    assert arrived(session, event, [ada, bob]) == {ada.id}


def test_nobody_without_an_address_arrives(session: Session, event: Event) -> None:
    person = make_person(session, event, family_name="Unreached")
    unknown = make_person(session, event, family_name="Unknown", email="u@example.org")

    assert arrived(session, event, [person]) == set()
    assert arrived(session, event, [person, unknown]) == set()
