"""One person, many parts: the page of a person shows all of them, registrations to organisers."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from eventapp.orm import Translated
from eventapp.privacy import services as privacy
from eventapp.privacy.queries import everything_about
from eventapp.workflows.person_parts import parts_of
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import speak
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_desk, make_organisation, make_person
from tests.factories.registrations import SOMEBODY, make_registration


def test_sessions_desk_and_registration_of_one_person_stand_together(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    organisation = make_organisation(session, event, "BioM")
    ada = make_registration(session, event, category, "Ada")
    person = make_person(
        session,
        event,
        family_name="Lee",
        email=(ada.email or "").upper(),
        organisation=organisation,
    )
    panel = make_item(session, event, make_room(session, event), "Panel")
    speak(session, panel, person)
    make_desk(session, event, Translated(en="Advice"), organisation=organisation)
    session.commit()

    parts = parts_of(session, person)
    assert [(item.id, part) for item, part in parts.roles] == [(panel.id, "speaker")]
    assert [registration.reference for registration in parts.registrations] == [ada.reference]
    assert len(parts.desks) == 1

    address, reference = f"/spring/manage/contributors/{person.id}", ada.reference
    session.rollback()
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    shown = client.get(address).get_data(as_text=True)
    assert "Registration with the same e-mail address" in shown
    assert reference in shown
    sign_in(session, client, make_member(session, event, role=Role.AGENDA))
    assert reference not in client.get(address).get_data(as_text=True)


def test_a_participants_own_data_hold_the_directory_and_erasure_reaches_into_it(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada")
    person = make_person(session, event, family_name="Lee", email=ada.email or "", phone="+49 30 1")
    directory = everything_about(session, event, ada)["directory"]
    assert (directory[0]["family_name"], directory[0]["phone"]) == ("Lee", "+49 30 1")

    privacy.erase(session, ada, event, by=SOMEBODY, now=NOON)
    session.flush()

    assert (person.email, person.phone, person.family_name) == (None, "", "Lee")
