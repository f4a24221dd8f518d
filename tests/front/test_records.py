"""The organisers' records: found, taken away, put away, asked of participants."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.letters import InvitationLetter
from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession, Room, SessionKind
from eventapp.events.models import Category, Event, Membership, Role
from eventapp.mail.models import Letter
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.people import services as people_services
from eventapp.people.models import Desk, Host, HostLevel, OrganisationKind
from eventapp.registration.models import (
    Consent,
    ConsentGiven,
    ConsentText,
    Question,
    QuestionChoice,
    QuestionKind,
)
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import make_registration
from tests.statements import counted

HIDDEN = re.compile(r'name="(csrf_token|sent_as|version|choices-\d+-key)"[^>]*value="([^"]*)"')


def send(client: FlaskClient, page: str, to: str = "", **fields: Any) -> tuple[int, str]:
    """Open a page, send its form with the fields filled in; return status and text."""
    hidden = dict(HIDDEN.findall(client.get(page).get_data(as_text=True)))
    answer = client.post(to or page, data={**hidden, **fields})
    return answer.status_code, answer.get_data(as_text=True)


def press(client: FlaskClient, page: str, act: str) -> tuple[int, str]:
    """Press the button of a page that goes to `page/act`."""
    return send(client, page, f"{page}/{act}")


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event_with_category(session)[0]
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def room(session: Session, event: Event) -> Room:
    """Return a stored room."""
    none = Translated()
    made = agenda.add_room(
        session, event, name=Translated.same("Aula"), place=none, seats=9, position=0
    )
    session.commit()
    return made


def held_in(session: Session, event: Event, place: Room) -> AgendaSession:
    """Return a stored session in that room, from nine to ten in Berlin."""
    made = agenda.add_session(
        session, event, title=Translated.same("Opening"), kind=SessionKind.OPENING, now=NOON
    )
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


def test_room_put_away_is_kept_where_it_is_used_and_offered_nowhere_else(
    session: Session, client: FlaskClient, event: Event
) -> None:
    place = room(session, event)
    item = held_in(session, event, place)
    page = f"/spring/manage/rooms/{place.id}"
    assert press(client, page, "put-away")[0] == 303

    offered = f'value="{place.public_id}"'
    assert offered not in client.get("/spring/manage/agenda/add").get_data(as_text=True)
    assert offered in client.get(f"/spring/manage/agenda/{item.public_id}").get_data(as_text=True)
    assert "put away" in client.get("/spring/manage/rooms/").get_data(as_text=True)

    assert press(client, page, "put-back")[0] == 303
    assert offered in client.get("/spring/manage/agenda/add").get_data(as_text=True)


def test_group_put_away_is_closed_to_visitors_and_keeps_its_people(
    session: Session, client: FlaskClient, event: Event
) -> None:
    press_group = make_category(session, event, key="press", name=Translated.same("Press"))
    make_registration(session, event, press_group, "Ada")
    session.commit()
    page = f"/spring/manage/groups/{press_group.id}"

    status, text = press(client, page, "delete")
    assert status == 409
    assert "one registration" in text
    assert press(client, page, "put-away")[0] == 303

    client.get("/spring/manage/groups/")  # says once what was done
    assert "Press" not in client.get("/spring/register").get_data(as_text=True)
    assert "Press" not in client.get("/spring/manage/registrations/add").get_data(as_text=True)
    assert "Press" in client.get("/spring/manage/groups/").get_data(as_text=True)


def test_host_is_deleted_with_the_task_of_its_officer(
    session: Session, client: FlaskClient, event: Event
) -> None:
    house = people_services.add_organisation(session, event, name="Pôle Fibres")
    session.flush()
    host = people_services.add_host(session, event, house, level=HostLevel.COHOST, position=1)
    session.commit()
    page = f"/spring/manage/hosts/{host.id}"
    fields: dict[str, Any] = {"organisation": "Pôle Fibres", "level": "cohost", "position": 1}
    assert send(client, page, officer="old@example.org", **fields)[0] == 303

    assert press(client, page, "delete")[0] == 303

    session.commit()
    assert session.scalars(select(Host)).all() == []
    assert Role.COHOST not in session.scalars(select(Membership.role)).all()
    session.commit()
    assert press(client, f"/spring/manage/organisations/{house.id}", "delete")[0] == 303


def test_officer_is_taken_away_by_an_empty_address(
    session: Session, client: FlaskClient, event: Event
) -> None:
    house = people_services.add_organisation(session, event, name="Pôle Fibres")
    session.flush()
    host = people_services.add_host(session, event, house, level=HostLevel.COHOST, position=1)
    session.commit()
    page = f"/spring/manage/hosts/{host.id}"
    fields: dict[str, Any] = {"organisation": "Pôle Fibres", "level": "partner", "position": 3}
    assert send(client, page, officer="old@example.org", **fields)[0] == 303
    assert send(client, page, officer="", **fields)[0] == 303

    session.expire_all()
    assert (host.officer_id, host.level, host.position) == (None, HostLevel.PARTNER, 3)
    assert Role.COHOST not in session.scalars(select(Membership.role)).all()


def test_directory_is_searched_folded_filtered_and_paged(session: Session, event: Event) -> None:
    for number in range(5):
        people_services.add_organisation(
            session, event, name=f"Cluster {number}", kind=OrganisationKind.CLUSTER, country="DE"
        )
    pole = people_services.add_organisation(
        session, event, name="Pôle Müller", kind=OrganisationKind.POLE, country="FR"
    )
    people_services.add_person(
        session, event, given_name="Zoë", family_name="Müller", organisation=pole
    )
    session.flush()
    wanted = people.Wanted

    found, total = people.found_organisations(session, event, wanted(page=2, size=4))
    assert (len(found), total) == (2, 6)
    far, _total = people.found_organisations(session, event, wanted(page=99, size=4))
    assert [one.name for one in far] == [one.name for one in found]
    for search in (wanted("mueller"), wanted(country="FR"), wanted(kind=OrganisationKind.POLE)):
        assert people.found_organisations(session, event, search) == ([pole], 1)
    for search in (wanted("zoe"), wanted("mueller"), wanted("pole"), wanted(country="FR")):
        assert people.found_persons(session, event, search)[1] == 1
    assert people.found_persons(session, event, wanted("100%"))[1] == 0


@pytest.mark.parametrize("kind", ["organisations", "persons"])
def test_directory_page_asks_the_database_as_often_for_one_as_for_thirty(
    session: Session, client: FlaskClient, event: Event, kind: str
) -> None:
    numbers = []
    for many in (1, 30):
        for number in range(many):
            house = people_services.add_organisation(session, event, name=f"House {many} {number}")
            people_services.add_person(
                session, event, family_name=f"N {many} {number}", organisation=house
            )
        session.commit()
        with counted(client.application) as statements:
            assert client.get(f"/spring/manage/{kind}/?q=&page=zz&kind=x").status_code == 200
        numbers.append(len(statements))

    assert numbers[0] == numbers[1]


QUESTION = {"label-de": "Größe?", "kind": "choice", "choices-0-de": "M", "choices-1-de": "L"}


def question(session: Session) -> Question:
    """Return the only question there is."""
    session.commit()
    session.expire_all()
    found = session.scalars(select(Question)).one()
    session.commit()
    return found


@pytest.mark.usefixtures("event")
def test_organiser_writes_a_question_with_choices_and_the_form_asks_it(
    session: Session, client: FlaskClient
) -> None:
    assert send(client, "/spring/manage/questions/add", **QUESTION, required="y")[0] == 303

    for page in ("/spring/register", "/spring/manage/form"):
        text = client.get(page).get_data(as_text=True)
        assert "Größe?" in text
        assert 'value="c2"' in text
    made = question(session)
    assert (made.key, made.required, made.kind) == ("grosse", True, QuestionKind.CHOICE)


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"label-de": " "}, "label-de"),
        ({"label-de": "x" * 300}, "label-de"),
        ({"kind": "riddle"}, "kind"),
        ({"choices-1-de": ""}, "choices"),
        ({"choices-1-de": "x" * 300}, "choices-1-de"),
        ({"position": "9" * 30}, "position"),
        ({"position": "first"}, "position"),
        ({"groups": "nobody"}, "groups"),
    ],
)
def test_wrong_question_is_told_at_its_field_and_nothing_is_lost(
    session: Session, client: FlaskClient, changed: dict[str, str], field: str
) -> None:
    given = {**QUESTION, "hint-fr": "Kept", **changed}

    status, text = send(client, "/spring/manage/questions/add", **given)

    assert status == 422
    assert f'id="{field}-error"' in text
    assert "Kept" in text
    assert session.scalars(select(Question)).all() == []


def test_answered_question_keeps_its_kind_and_its_chosen_answers_and_is_put_away_not_deleted(
    session: Session, client: FlaskClient, event: Event
) -> None:
    send(client, "/spring/manage/questions/add", **QUESTION)
    page = f"/spring/manage/questions/{question(session).id}"
    key = question(session).key
    group = session.scalars(select(Category)).one()
    make_registration(session, event, group, "Ada", answers={key: ["c1"]})
    session.commit()

    other_kind = send(client, page, **{**QUESTION, "kind": "text"})
    assert other_kind[0] == 422
    assert 'id="kind-error"' in other_kind[1]
    gone = send(client, page, **{**QUESTION, "choices-0-de": ""})
    assert gone[0] == 422
    assert "“M” was chosen once and stays" in gone[1]
    assert (
        send(client, page, **{**QUESTION, "choices-0-de": "Medium", "choices-1-de": "Large"})[0]
        == 303
    )
    assert press(client, page, "delete")[0] == 409
    assert press(client, page, "put-away")[0] == 303

    session.commit()
    labels = session.scalars(select(QuestionChoice).order_by(QuestionChoice.position)).all()
    assert [(one.key, one.label.de) for one in labels] == [("c1", "Medium"), ("c2", "Large")]
    session.commit()
    assert "Größe?" not in client.get("/spring/register").get_data(as_text=True)
    taken_away = client.get("/spring/manage/registrations.csv").get_data(as_text=True)
    assert "answer.grosse" in taken_away
    assert "c1" in taken_away


@pytest.mark.usefixtures("event")
def test_question_nobody_answered_is_deleted_with_its_choices_and_groups(
    session: Session, client: FlaskClient
) -> None:
    send(client, "/spring/manage/questions/add", **QUESTION, groups="guests")
    assert [one.key for one in question(session).only_for] == ["guests"]
    session.commit()
    page = f"/spring/manage/questions/{question(session).id}"

    assert press(client, page, "delete")[0] == 303

    assert session.scalars(select(Question)).all() == []
    assert session.scalars(select(QuestionChoice)).all() == []


def test_other_wording_of_a_consent_is_a_new_version_and_what_was_agreed_to_stays(
    session: Session, client: FlaskClient, event: Event
) -> None:
    assert send(client, "/spring/manage/consents/add", **{"text-de": "Fotos sind recht."})[0] == 303
    consent = session.scalars(select(Consent)).one()
    group = session.scalars(select(Category)).one()
    make_registration(session, event, group, "Ada", consents=frozenset([consent.key]))
    session.commit()
    page = f"/spring/manage/consents/{consent.id}"

    assert send(client, page, **{"text-de": "Fotos und Filme sind recht."})[0] == 303
    assert send(client, page, **{"text-de": "Fotos, Filme und Ton."})[0] == 303

    session.expire_all()
    assert (consent.text_version, consent.text.de) == (2, "Fotos, Filme und Ton.")
    assert session.scalars(select(ConsentText.text)).one().de == "Fotos sind recht."
    assert session.scalars(select(ConsentGiven.text_version)).one() == 1
    session.commit()
    assert "Fotos sind recht." in client.get(page).get_data(as_text=True)
    head, row = (
        line.split(",")
        for line in client.get("/spring/manage/registrations.csv")
        .get_data(as_text=True)
        .splitlines()
    )
    assert row[head.index(f"consent_version.{consent.key}")] == "1"
    assert press(client, page, "delete")[0] == 409


SETTINGS = {"title-de": "Tagung", "waiting_list": "automatic", "offer_hours": "48"}


def test_other_time_zone_is_asked_about_and_then_keeps_what_the_clock_says(
    session: Session, client: FlaskClient, event: Event
) -> None:
    item = held_in(session, event, room(session, event))
    given = {**SETTINGS, "starts": "2027-04-15T09:30", "zone": "europe/london"}

    status, text = send(client, "/spring/manage/settings", **given)
    assert status == 422
    assert "one session of the draft" in text
    assert 'id="zone_sure-error"' in text
    assert send(client, "/spring/manage/settings", **given, zone_sure="y")[0] == 303

    session.expire_all()
    assert event.zone == "Europe/London"
    assert event.starts_at == datetime(2027, 4, 15, 8, 30, tzinfo=UTC)
    assert item.starts_at == datetime(2027, 4, 15, 8, 0, tzinfo=UTC)
    assert item.ends_at == datetime(2027, 4, 15, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../../etc/passwd", "Europe/\x00Berlin", "x" * 900]
)
def test_zone_that_is_none_is_told_at_the_field(
    session: Session, client: FlaskClient, event: Event, zone: str
) -> None:
    status, text = send(client, "/spring/manage/settings", **SETTINGS, zone=zone, zone_sure="y")

    assert status in {422, 303}
    session.expire_all()
    assert event.zone == "Europe/Berlin"
    if status == 422:
        assert 'id="zone-error"' in text


def test_member_gets_another_task_in_one_step(
    session: Session, client: FlaskClient, event: Event
) -> None:
    make_member(session, event, Role.GATE)
    session.commit()
    held = session.scalars(select(Membership).where(Membership.role == Role.GATE)).one()
    session.commit()
    to = f"/spring/manage/team/{held.id}/role"

    assert send(client, "/spring/manage/people", to, role="desk")[0] == 303
    assert send(client, "/spring/manage/people", to, role="emperor")[0] == 422

    session.expire_all()
    assert held.role is Role.DESK


@pytest.mark.usefixtures("event")
def test_last_organiser_keeps_the_task(session: Session, client: FlaskClient) -> None:
    own = session.scalars(select(Membership)).one()
    session.commit()

    for act, fields in (("role", {"role": "desk"}), ("remove", {})):
        status, text = send(
            client, "/spring/manage/people", f"/spring/manage/team/{own.id}/{act}", **fields
        )
        assert status == 409
        assert "needs an organiser" in text

    session.expire_all()
    assert own.role is Role.ORGANISER


@pytest.mark.usefixtures("event")
def test_invitation_that_was_not_accepted_is_shown_sent_again_and_taken_back(
    session: Session, client: FlaskClient
) -> None:
    fields = {"email": "new@example.org", "name": "New", "role": "gate"}
    assert send(client, "/spring/manage/people", "/spring/manage/team", **fields)[0] == 303
    assert "has not signed in yet" in client.get("/spring/manage/people").get_data(as_text=True)
    held = session.scalars(select(Membership).where(Membership.role == Role.GATE)).one()
    session.commit()
    team = f"/spring/manage/team/{held.id}"

    assert send(client, "/spring/manage/people", f"{team}/invite")[0] == 303
    letters = session.scalars(
        select(Letter.to_address).where(Letter.kind == InvitationLetter.__name__)
    )
    assert list(letters) == ["new@example.org"] * 2
    session.commit()
    assert send(client, "/spring/manage/people", f"{team}/remove")[0] == 303
    assert "new@example.org" not in client.get("/spring/manage/people").get_data(as_text=True)


@pytest.mark.usefixtures("event")
def test_desk_tells_the_public_its_hours_and_languages(
    session: Session, client: FlaskClient
) -> None:
    given: dict[str, Any] = {
        "name-en": "Contacts",
        "place-en": "Foyer",
        "opens": "2027-04-15T09:00",
        "closes": "2027-04-15T16:30",
        "languages": ["de", "fr"],
    }
    wrong = send(client, "/spring/manage/desks/add", **{**given, "closes": "2027-04-15T08:00"})
    assert wrong[0] == 422
    assert 'id="closes-error"' in wrong[1]
    assert send(client, "/spring/manage/desks/add", **{**given, "languages": "xx"})[0] == 422
    assert send(client, "/spring/manage/desks/add", **given)[0] == 303

    desk = session.scalars(select(Desk)).one()
    assert desk.opens_at == datetime(2027, 4, 15, 7, 0, tzinfo=UTC)
    session.commit()
    text = client.get("/spring/desks").get_data(as_text=True)
    assert ">DE<" in text
    assert "4:30" in text or "16:30" in text
    page = f"/spring/manage/desks/{desk.id}"
    assert "2027-04-15T16:30" in client.get(page).get_data(as_text=True)
