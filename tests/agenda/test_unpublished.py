"""Who may not be named in public stands in no release, page, feed or history."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.models import Release
from eventapp.events.models import Event
from eventapp.people.models import Person, PublicBasis
from eventapp.people.services import PersonChange, change_person
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import release, speak
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

PUBLIC = (
    *("agenda", "agenda.ics", "agenda.xml", "agenda.json", "speakers", "agenda/changes"),
    *("agenda/changes.atom", "hosts"),
)


def publish(session: Session, person: Person, basis: PublicBasis) -> None:
    """State why the public may read of a person."""
    change = replace(PersonChange.of(person), basis=basis)
    change_person(session, person, change, by=SOMEBODY, now=NOON)
    session.commit()


def read(client: FlaskClient) -> str:
    """Return all that the public reads."""
    answers = [client.get(f"/spring/{page}") for page in (*PUBLIC, "agenda?q=lemaire")]
    sitemap = client.get("/sitemap.xml")
    return "".join(answer.get_data(as_text=True) for answer in (*answers, sitemap))


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def test_nothing_of_a_person_without_a_basis_is_released(
    client: FlaskClient, session: Session, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event), "Panel")
    silent = make_person(session, event, family_name="Lemaire", basis=PublicBasis.NONE)
    spoken = make_person(session, event, family_name="Gallezot")
    speak(session, item, silent, spoken)
    made = release(session, event)
    session.commit()

    assert "Lemaire" not in repr(made.programme)
    assert silent.public_id not in repr(made.programme)
    public = read(client)
    assert "Gallezot" in public
    assert "Lemaire" not in public
    assert [person.id for person in queries.people_left_out(session, event)] == [silent.id]


def test_a_word_that_is_taken_back_is_public_nowhere_at_once(
    client: FlaskClient, session: Session, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event), "Panel")
    release(session, event)
    person = make_person(session, event, family_name="Lemaire")
    speak(session, item, person)
    release(session, event, day=1)
    session.commit()
    assert "Lemaire" in read(client)

    publish(session, person, PublicBasis.NONE)

    for page in PUBLIC:
        client.get(f"/spring/{page}")  # whoever comes first may still get the page that is kept
    assert "Lemaire" not in read(client)
    assert client.get(f"/spring/speakers/{person.public_id}").status_code == 404

    publish(session, person, PublicBasis.OWN_WORD)
    assert client.get(f"/spring/speakers/{person.public_id}").status_code == 200


def test_an_earlier_release_shown_again_names_nobody_who_took_their_word_back(
    session: Session, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event), "Panel")
    person = make_person(session, event, family_name="Lemaire")
    speak(session, item, person)
    release(session, event)
    speak(session, item)
    release(session, event, day=1)
    publish(session, person, PublicBasis.NONE)

    services.show_again(session, event, 1, by=SOMEBODY, now=NOON)
    session.commit()

    newest = session.scalars(select(Release).order_by(Release.number.desc())).first()
    assert newest is not None
    assert newest.programme["people"] == []


def test_release_page_names_who_is_left_out_and_one_act_answers_for_them(
    client: FlaskClient, session: Session, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    item = make_item(session, event, make_room(session, event), "Panel")
    person = make_person(session, event, family_name="Lemaire", basis=PublicBasis.NONE)
    speak(session, item, person)
    session.commit()
    page = "/spring/manage/agenda/release"

    shown = client.get(page).get_data(as_text=True)
    assert "One person is left out of the published programme" in shown
    assert f"/manage/contributors/{person.id}" in shown
    assert send(client, page, f"{page}/basis", note="Press release of 3 March")[0] == 303

    session.refresh(person)
    assert (person.basis, person.basis_note) == (
        PublicBasis.ORGANISER,
        "Press release of 3 March",
    )
    assert "left out" not in client.get(page).get_data(as_text=True)
