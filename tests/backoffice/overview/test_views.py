"""The back office: who sees what, and that nothing is lost or given away by an edit."""

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession, SessionKind, SessionPart, SessionRole
from eventapp.events.models import Category, Event, Membership, Role
from eventapp.events.queries import categories
from eventapp.journal.services import Actor
from eventapp.orm import Translated
from eventapp.people.models import Host, HostLevel, Person
from eventapp.registration.models import (
    Answer,
    Consent,
    ConsentGiven,
    Question,
    QuestionKind,
    Registration,
)
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.people import make_host, make_organisation, make_person, rename_person
from tests.factories.registrations import make_registration

SOMEBODY = Actor("user", 1, "Katrin Neuschäfer")
HIDDEN = re.compile(r'name="(csrf_token|sent_as|version|seen|stood)"[^>]*value="([^"]+)"')


def send(client: FlaskClient, page: str, to: str = "", **fields: Any) -> int:
    """Open a page, send its form with the fields filled in; return the status."""
    hidden = dict(HIDDEN.findall(client.get(page).get_data(as_text=True)))
    return client.post(to or page, data={**hidden, **fields}).status_code


def roles(session: Session, event: Event) -> dict[str, Role]:
    """Return who has which role, by address."""
    rows = session.scalars(select(Membership).where(Membership.event_id == event.id))
    held = {membership.user.email: membership.role for membership in rows}
    session.rollback()  # the next request may write
    return held


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a group of participants."""
    return make_event_with_category(session)[0]


@pytest.fixture
def host(session: Session, event: Event) -> Host:
    """Return a co-host without a representative."""
    organisation = make_organisation(session, event, "Pôle Fibres")
    session.flush()
    made = make_host(session, event, organisation, level=HostLevel.COHOST, position=1)
    session.flush()
    return made


def test_representative_who_also_works_at_the_door_still_sees_the_own_organisation_alone(
    session: Session, client: FlaskClient, event: Event, host: Host
) -> None:
    category = make_registration_group(session, event)
    make_registration(session, event, category, "Inside", organisation="Pôle Fibres")
    make_registration(session, event, category, "Outside", organisation="Elsewhere")
    representative = make_member(session, event, Role.COHOST, organisation_id=host.organisation_id)
    session.add(Membership(event=event, user=representative, role=Role.GATE, created_at=NOON))
    sign_in(session, client, representative)

    text = client.get("/spring/manage/registrations").get_data(as_text=True)

    assert "Inside" in text
    assert "Outside" not in text


def make_registration_group(session: Session, event: Event) -> Category:
    """Return the event's only group."""
    return categories(session, event)[0]


@pytest.mark.parametrize("role", [Role.AGENDA, Role.GATE])
def test_overview_links_nothing_its_reader_may_not_open_and_names_no_participant(
    session: Session, client: FlaskClient, event: Event, role: Role
) -> None:
    make_registration(session, event, make_registration_group(session, event), "Schäfer")
    sign_in(session, client, make_member(session, event, role))

    text = client.get("/spring/manage/").get_data(as_text=True)

    assert "Schäfer" not in text
    linked = set(re.findall(r'href="(/spring/manage/[^"?]*)', text))
    assert {client.get(path).status_code for path in linked} == {200}


def test_overview_names_the_people_to_whom_something_happened(
    session: Session, client: FlaskClient, event: Event
) -> None:
    made = make_registration(session, event, make_registration_group(session, event), "Schäfer")
    sign_in(session, client, make_member(session, event))

    text = client.get("/spring/manage/").get_data(as_text=True)

    assert f'href="/spring/manage/registrations/{made.reference}">Ada Schäfer</a>' in text


def test_team_member_is_removed_but_never_the_last_organiser(
    session: Session, client: FlaskClient, event: Event
) -> None:
    organiser = make_member(session, event)
    make_member(session, event, Role.GATE)
    sign_in(session, client, organiser)
    by_role = {membership.role: membership.id for membership in session.scalars(select(Membership))}
    session.rollback()
    address = "/spring/manage/team/{}/remove"

    page = "/spring/manage/people"
    assert send(client, page, address.format(by_role[Role.GATE])) == 303
    assert send(client, page, address.format(by_role[Role.ORGANISER])) == 409
    assert send(client, page, address.format(9999)) == 404

    assert roles(session, event) == {"organiser@example.org": Role.ORGANISER}


def test_no_role_of_another_event_is_removed(
    session: Session, client: FlaskClient, event: Event
) -> None:
    other = make_event(session, slug="other")
    make_member(session, other, Role.GATE)
    sign_in(session, client, make_member(session, event))
    foreign = session.scalars(select(Membership.id).where(Membership.event_id == other.id)).one()
    session.rollback()

    assert send(client, "/spring/manage/people", f"/spring/manage/team/{foreign}/remove") == 404
    assert roles(session, other) == {"gate@example.org": Role.GATE}


def make_panel(session: Session, event: Event) -> tuple[AgendaSession, list[Person]]:
    """Return a panel with a moderator before its speaker."""
    persons = [make_person(session, event, family_name=name) for name in ("Zypries", "Abel")]
    item = make_session(session, event, title=Translated.same("Panel"), kind=SessionKind.PANEL)
    edit_session(
        session, item, room=None, starts_at=event.starts_at, ends_at=event.ends_at, now=NOON
    )
    session.flush()
    edit_session(
        session,
        item,
        people=[(persons[0], SessionPart.MODERATOR), (persons[1], SessionPart.SPEAKER)],
    )
    session.flush()
    return item, persons


def test_moving_a_session_keeps_who_moderates_and_the_order(
    session: Session, client: FlaskClient, event: Event
) -> None:
    item, persons = make_panel(session, event)
    session.commit()
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    fields: dict[str, Any] = {
        "title-de": "Panel",
        "kind": "panel",
        "starts_at": "2027-04-15T10:00",
        "ends_at": "2027-04-15T11:00",
        "public": "y",
    }

    assert send(client, f"/spring/manage/agenda/{item.public_id}", **fields) == 303

    session.expire_all()
    parts = session.scalars(select(SessionRole).order_by(SessionRole.position)).all()
    assert [(role.person_id, role.part) for role in parts] == [
        (persons[0].id, SessionPart.MODERATOR),
        (persons[1].id, SessionPart.SPEAKER),
    ]


def test_editor_lists_what_the_next_release_changes_and_the_public_sees_releases_alone(
    session: Session, client: FlaskClient, event: Event
) -> None:
    item, persons = make_panel(session, event)
    assert [change.what for change in agenda.unreleased(session, event)] == ["new"]
    assert item.starts_at is not None
    item.starts_at = item.starts_at.astimezone(event.tzinfo)
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.flush()
    session.expire_all()  # read back, the same moment comes in another zone
    assert agenda.unreleased(session, event) == []

    item.title = Translated.same("Round table")
    rename_person(session, persons[0], title="Dr.", given_name="", family_name="Zypries")
    session.flush()
    assert [change.what for change in agenda.unreleased(session, event)] == ["title", "people"]

    sign_in(session, client, make_member(session, event))
    editor = client.get("/spring/manage/agenda/release?lang=en").get_data(as_text=True)
    assert "2 changes have not been published yet." in editor
    public = client.get("/spring/programme", follow_redirects=True).get_data(as_text=True)
    assert "Round table" not in public


def test_list_to_take_away_holds_what_is_filtered_with_answers_and_consents(
    session: Session, client: FlaskClient, event: Event
) -> None:
    category = make_registration_group(session, event)
    mine = make_registration(session, event, category, "Müller", organisation="=1+1")
    make_registration(session, event, category, "Schäfer")
    question = Question(
        event=event, key="diet", kind=QuestionKind.TEXT, label=Translated.same("Diet")
    )
    consent = Consent(event=event, key="list", text=Translated.same("May be listed"))
    session.add_all([question, consent])
    session.add(Answer(registration=mine, question=question, text="0049"))
    session.add(
        ConsentGiven(
            registration=mine, consent=consent, text_version=1, language="de", given_at=NOON
        )
    )
    sign_in(session, client, make_member(session, event))

    content = client.get("/spring/manage/registrations.csv?q=Mueller").data

    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["family_name"], row["organisation"]) == ("Müller", "'=1+1")
    assert (row["answer.diet"], row["consent.list"]) == ("0049", NOON.isoformat())
    assert session.query(Registration).count() == 2
