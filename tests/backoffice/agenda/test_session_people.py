"""The page of a session's people, as an editor uses it without JavaScript."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event, Role
from eventapp.journal.services import SYSTEM
from eventapp.mail.models import Email
from eventapp.people.models import Person
from eventapp.registration import queries as registrations
from eventapp.registration.models import State
from eventapp.registration.services import contributors
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows.speaking import answer
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import release
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def item(session: Session, event: Event) -> AgendaSession:
    """Return a session nobody takes part in yet."""
    return make_item(session, event, make_room(session, event), "Looms")


@pytest.fixture
def page(session: Session, client: FlaskClient, event: Event, item: AgendaSession) -> Page:
    """Return its page as an editor of the programme opened it."""
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    session.commit()
    client.get("/lang/en")
    return Page(client, f"/spring/manage/agenda/{item.public_id}/people")


def again(page: Page) -> Page:
    """Return the page as it is opened now."""
    return Page(page.client, page.address)


def roles(session: Session) -> list[tuple[str, str]]:
    """Return name and part of everybody in the programme, in their order."""
    session.rollback()
    rows = session.scalars(select(SessionRole).order_by(SessionRole.position))
    people = {person.id: person.full_name for person in session.scalars(select(Person))}
    return [(people.get(role.person_id or 0, "N. N."), role.part.value) for role in rows]


def test_somebody_is_found_by_the_beginning_of_a_name_and_told_where_they_are_then(
    session: Session, event: Event, page: Page
) -> None:
    ivam = make_organisation(session, event, "IVAM")
    free = make_person(session, event, given_name="Anouk", family_name="Perrin", organisation=ivam)
    busy = make_person(session, event, given_name="Diedrich", family_name="Pergande")
    make_person(session, event, given_name="Ada", family_name="Lovelace")
    beside = make_item(session, event, make_room(session, event, "Eichensaal"), "Threads")
    edit_session(session, beside, people=[(busy, SessionPart.SPEAKER)])
    session.commit()

    assert page.save(typed="per", as_part="panellist", act="search") == 200

    shown = re.sub(r"<[^>]+>|\s+", " ", page.text[page.text.index('id="found"') :])
    shown = re.sub(r" +", " ", shown)
    assert re.findall(
        r"Diedrich Pergande (in “\w+” at that time) .*Anouk Perrin IVAM (free at)", shown
    )
    assert "Lovelace" not in shown

    assert page.save(act=f"add:{free.public_id}") == 303
    assert ("Anouk Perrin", "panellist") in roles(session)


def test_new_person_and_an_open_place_are_added_and_who_interprets_stays_inside(
    session: Session, event: Event, page: Page
) -> None:
    make_person(session, event, given_name="Jörg", family_name="Müller")
    session.commit()

    assert page.save(typed="jorg MULLER", act="new") == 303
    assert again(page).save(typed="Eva Maria Candaux", as_part="interpreter", act="new") == 303
    assert again(page).save(as_part="moderator", act="open") == 303
    confirmed = {f"people-{place}-state": "confirmed" for place in range(3)}
    assert again(page).save(act="save", **confirmed) == 303

    assert roles(session) == [
        ("N. N.", "moderator"),
        ("Jörg Müller", "speaker"),
        ("Eva Maria Candaux", "interpreter"),
    ]
    inside = session.scalars(select(SessionRole).where(SessionRole.internal)).one()
    assert inside.part is SessionPart.INTERPRETER
    states = session.scalars(select(SessionRole.state)).all()
    assert states == [ContributorState.DRAFT] * 3
    session.execute(update(SessionRole).values(state=ContributorState.CONFIRMED))
    release(session, event)
    session.commit()
    public = page.client.get("/spring/agenda").get_data(as_text=True)
    assert "Müller" in public
    assert "Candaux" not in public


def test_order_and_removal_work_by_buttons_and_what_was_typed_is_saved_with_them(
    session: Session, event: Event, item: AgendaSession, page: Page
) -> None:
    ada, bob = (make_person(session, event, given_name=name) for name in ("Ada", "Bob"))
    edit_session(session, item, people=[RoleChange(person=ada), RoleChange(person=bob)])
    session.commit()

    typed = {"people-0-function-fr": "Directrice", "people-1-announced": "y", "act": "up:1"}
    assert again(page).save(**typed) == 303

    session.rollback()
    first, second = queries.roles_of(session, [item])[item.id]
    assert (first.person, first.announced) == (bob, True)
    assert (second.person, second.function["fr"]) == (ada, "Directrice")
    session.rollback()
    assert again(page).save(act="remove:0") == 303
    assert [name for name, _part in roles(session)] == [ada.full_name]


def test_organisation_the_directory_lacks_is_asked_about_and_one_archived_stays(
    session: Session, event: Event, item: AgendaSession, page: Page
) -> None:
    old, ada = make_organisation(session, event, "IVAM"), make_person(session, event)
    edit_session(session, item, people=[RoleChange(person=ada, organisation=old)])
    old.active = False
    session.commit()

    held = again(page)
    assert held.save(**{"people-0-announced": "y"}) == 303
    held = again(page)
    assert held.save(**{"people-0-organisation": "IVAN"}) == 422
    assert "The directory has no organisation of this name." in held.text
    assert 'value="IVAN"' in held.text

    session.rollback()
    (role,) = queries.roles_of(session, [item])[item.id]
    assert (role.organisation, role.announced) == (old, True)


def test_part_that_stays_keeps_how_far_it_is_settled(
    session: Session, event: Event, item: AgendaSession
) -> None:
    ada, bob = (make_person(session, event, given_name=name) for name in ("Ada", "Bob"))
    edit_session(session, item, people=[RoleChange(person=ada), RoleChange(person=bob)])
    session.flush()
    held = {role.person_id: role for role in queries.roles_of(session, [item])[item.id]}
    held[bob.id].state = ContributorState.INVITED

    stands = services.SessionChange.of(session, item)
    turned = replace(stands, people=(*reversed(stands.people), RoleChange()))
    services.change_session(session, item, turned, by=SYSTEM, now=NOON)

    after = queries.roles_of(session, [item])[item.id]
    assert [role.id for role in after[:2]] == [held[bob.id].id, held[ada.id].id]
    assert after[0].state is ContributorState.INVITED
    assert after[2].person is None


@pytest.mark.parametrize(
    ("state", "announced", "internal", "public"),
    [
        (ContributorState.CONFIRMED, False, False, True),
        (ContributorState.ACCEPTED, False, False, False),
        (ContributorState.DRAFT, True, False, True),
        (ContributorState.DECLINED, True, False, False),
        (ContributorState.CONFIRMED, True, True, False),
    ],
)
def test_nobody_is_public_before_they_are_confirmed_or_announced(
    session: Session,
    client: FlaskClient,
    event: Event,
    item: AgendaSession,
    state: ContributorState,
    announced: bool,  # noqa: FBT001  (a row of the table)
    internal: bool,  # noqa: FBT001
    public: bool,  # noqa: FBT001
) -> None:
    ada = make_person(session, event, given_name="Ada", family_name="Lovelace")
    role = RoleChange(person=ada, announced=announced, internal=internal)
    edit_session(session, item, people=[role])
    session.flush()
    session.scalars(select(SessionRole)).one().state = state
    release(session, event)
    session.commit()

    addresses = ("agenda", f"agenda/{item.public_id}", "speakers", "agenda.json", "agenda.xml")
    shown = [client.get(f"/spring/{address}").get_data(as_text=True) for address in addresses]

    assert ["Lovelace" in text for text in shown] == [public] * len(shown)


def test_who_is_not_there_then_is_marked_in_the_list_and_among_those_found(
    session: Session, event: Event, item: AgendaSession, page: Page
) -> None:
    assert item.starts_at
    gone = ((item.starts_at - timedelta(hours=4), item.starts_at - timedelta(hours=2)),)
    for given in ("Ada", "Eve"):
        make_person(session, event, given_name=given, family_name="Perrin", availability=gone)
    ada = session.scalars(select(Person).where(Person.given_name == "Ada")).one()
    edit_session(session, item, people=[RoleChange.new(ada)])
    session.commit()

    assert again(page).text.count("not present at that time") == 1
    page = again(page)
    assert page.save(typed="eve", act="search") == 200
    assert page.text.count("not present at that time") == 2

    editor = page.client.get(f"/spring/manage/agenda?session={item.public_id}").text
    assert "Ada Perrin is not present at that time" in editor
    assert "Present:" in editor


def test_who_loses_the_last_part_is_asked_about_before_anything_is_saved(
    session: Session, event: Event, item: AgendaSession, page: Page
) -> None:
    ada = make_person(session, event, family_name="Lovelace", email="ada@example.org")
    edit_session(session, item, people=[(ada, SessionPart.SPEAKER)])
    admitted = contributors.admit(session, event, ada, by=SYSTEM, now=NOON).registration
    session.commit()
    page = again(page)
    assert "has a place" in page.text

    assert page.save(act="remove:0") == 422
    assert "Please say what becomes of the place of Lovelace." in page.text
    assert roles(session) == [("Lovelace", "speaker")]
    answer = {f"place-{ada.public_id}": "cancelled"}
    session.rollback()
    assert page.save(act="remove:0", **answer) == 303

    assert roles(session) == []
    session.refresh(admitted)
    assert (admitted.state, admitted.contributes) == (State.CANCELLED, False)


def test_who_is_added_begins_as_a_draft_and_has_a_place_once_confirmed(
    session: Session, event: Event, page: Page
) -> None:
    ada = make_person(session, event, family_name="Lovelace", email="ada@example.org")
    session.commit()
    page = again(page)
    page.save(act=f"add:{ada.public_id}")
    assert registrations.of_person(session, ada) is None
    session.rollback()

    contributor = session.scalars(select(Contributor)).one()
    role = session.scalars(select(SessionRole)).one()
    role.state, contributor.invited_at = ContributorState.INVITED, NOON
    accepted = SpeakingAnswerChange(accepts=True, answered_as=AnsweredAs.SELF)
    answer(session, event, contributor, accepted, by=SYSTEM, now=NOON)
    place = registrations.of_person(session, ada)
    assert place is not None
    assert place.contributes
    assert "ContributorEmail" in session.scalars(select(Email.kind)).all()
