"""The organisers' records: found, deleted, archived."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionKind
from eventapp.events.models import Event, Membership, Role
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.people.models import Desk, Host, HostLevel, OrganisationKind
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_room, make_session
from tests.factories.events import make_category, make_event_with_category
from tests.factories.people import (
    make_host,
    make_organisation,
    make_person,
    make_representative,
)
from tests.factories.registrations import make_registration
from tests.statements import counted


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event_with_category(session)[0]
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def room(session: Session, event: Event) -> Room:
    """Return a stored room."""
    made = make_room(session, event, seats=9)
    session.commit()
    return made


def held_in(session: Session, event: Event, place: Room) -> AgendaSession:
    """Return a stored session in that room, from nine to ten in Berlin."""
    made = make_session(session, event, title=Translated.same("Opening"), kind=SessionKind.OPENING)
    made.room = place
    made.starts_at = datetime(2027, 4, 15, 7, 0, tzinfo=UTC)
    made.ends_at = datetime(2027, 4, 15, 8, 0, tzinfo=UTC)
    session.commit()
    return made


def test_room_nothing_refers_to_is_deleted(
    session: Session, client: FlaskClient, event: Event
) -> None:
    page = f"/spring/manage/rooms/{room(session, event).id}"

    assert "Nothing refers to it" in client.get(page).get_data(as_text=True)
    assert press(client, page, "delete")[0] == 303

    assert session.scalars(select(Room)).all() == []


def test_room_in_use_stays_and_the_refusal_names_the_session(
    session: Session, client: FlaskClient, event: Event
) -> None:
    place = room(session, event)
    held_in(session, event, place)
    page = f"/spring/manage/rooms/{place.id}"

    status, text = press(client, page, "delete")

    assert status == 409
    assert "used by one session (Opening)" in text
    assert len(session.scalars(select(Room)).all()) == 1


def test_room_archived_is_kept_where_it_is_used_and_offered_nowhere_else(
    session: Session, client: FlaskClient, event: Event
) -> None:
    place = room(session, event)
    item = held_in(session, event, place)
    page = f"/spring/manage/rooms/{place.id}"
    assert press(client, page, "archive")[0] == 303

    offered = f'value="{place.public_id}"'
    assert offered not in client.get("/spring/manage/agenda/add").get_data(as_text=True)
    assert offered in client.get(f"/spring/manage/agenda/{item.public_id}").get_data(as_text=True)
    assert "archived" in client.get("/spring/manage/rooms/").get_data(as_text=True)

    assert press(client, page, "restore")[0] == 303
    assert offered in client.get("/spring/manage/agenda/add").get_data(as_text=True)


def test_group_archived_is_closed_to_visitors_and_keeps_its_people(
    session: Session, client: FlaskClient, event: Event
) -> None:
    press_group = make_category(session, event, key="press", name=Translated.same("Press"))
    make_registration(session, event, press_group, "Ada")
    session.commit()
    page = f"/spring/manage/categories/{press_group.id}"

    status, text = press(client, page, "delete")
    assert status == 409
    assert "one registration" in text
    assert press(client, page, "archive")[0] == 303

    client.get("/spring/manage/categories/")  # says once what was done
    assert "Press" not in client.get("/spring/register").get_data(as_text=True)
    assert "Press" not in client.get("/spring/manage/registrations/add").get_data(as_text=True)
    assert "Press" in client.get("/spring/manage/categories/").get_data(as_text=True)


def test_host_is_deleted_with_the_task_of_its_representative(
    session: Session, client: FlaskClient, event: Event
) -> None:
    organisation = make_organisation(session, event, "Pôle Fibres")
    session.flush()
    host = make_host(session, event, organisation, level=HostLevel.COHOST, position=1)
    session.commit()
    make_representative(session, event, host, "old@example.org")
    session.commit()
    page = f"/spring/manage/hosts/{host.id}"

    assert press(client, page, "delete")[0] == 303

    session.commit()
    assert session.scalars(select(Host)).all() == []
    assert Role.COHOST not in session.scalars(select(Membership.role)).all()
    session.commit()
    assert press(client, f"/spring/manage/organisations/{organisation.id}", "delete")[0] == 303


def test_directory_is_searched_folded_filtered_and_paged(session: Session, event: Event) -> None:
    for number in range(5):
        make_organisation(
            session, event, f"Cluster {number}", kind=OrganisationKind.CLUSTER, country="DE"
        )
    pole = make_organisation(
        session, event, "Pôle Müller", kind=OrganisationKind.POLE, country="FR"
    )
    make_person(session, event, given_name="Zoë", family_name="Müller", organisation=pole)
    session.flush()
    searching = people.DirectorySearch

    organisations, total = people.found_organisations(session, event, searching(page=2, size=4))
    assert (len(organisations), total) == (2, 6)
    far, _total = people.found_organisations(session, event, searching(page=99, size=4))
    assert [organisation.name for organisation in far] == [
        organisation.name for organisation in organisations
    ]
    for search in (
        searching("mueller"),
        searching(country="FR"),
        searching(kind=OrganisationKind.POLE),
    ):
        assert people.found_organisations(session, event, search) == ([pole], 1)
    for search in (
        searching("zoe"),
        searching("mueller"),
        searching("pole"),
        searching(country="FR"),
    ):
        assert people.found_persons(session, event, search)[1] == 1
    assert people.found_persons(session, event, searching("100%"))[1] == 0


@pytest.mark.parametrize("kind", ["organisations", "contributors"])
def test_directory_page_asks_the_database_as_often_for_one_as_for_thirty(
    session: Session, client: FlaskClient, event: Event, kind: str
) -> None:
    numbers = []
    for many in (1, 30):
        for number in range(many):
            organisation = make_organisation(session, event, f"Organisation {many} {number}")
            make_person(session, event, family_name=f"N {many} {number}", organisation=organisation)
        session.commit()
        with counted(client.application) as statements:
            assert client.get(f"/spring/manage/{kind}/?q=&page=zz&kind=x").status_code == 200
        numbers.append(len(statements))

    assert numbers[0] == numbers[1]


@pytest.mark.usefixtures("event")
def test_desk_tells_the_public_its_hours_and_languages(
    session: Session, client: FlaskClient
) -> None:
    given: dict[str, Any] = {
        "name-en": "Contacts",
        "place-en": "Foyer",
        "opens_at": "2027-04-15T09:00",
        "closes_at": "2027-04-15T16:30",
        "languages": ["de", "fr"],
    }
    wrong = send(
        client, "/spring/manage/information-desks/add", **{**given, "closes_at": "2027-04-15T08:00"}
    )
    assert wrong[0] == 422
    assert 'id="closes_at-error"' in wrong[1]
    assert (
        send(client, "/spring/manage/information-desks/add", **{**given, "languages": "xx"})[0]
        == 422
    )
    assert send(client, "/spring/manage/information-desks/add", **given)[0] == 303

    desk = session.scalars(select(Desk)).one()
    assert desk.opens_at == datetime(2027, 4, 15, 7, 0, tzinfo=UTC)
    session.commit()
    text = client.get("/spring/desks").get_data(as_text=True)
    assert ">DE<" in text
    assert "4:30" in text or "16:30" in text
    page = f"/spring/manage/information-desks/{desk.id}"
    assert "2027-04-15T16:30" in client.get(page).get_data(as_text=True)
