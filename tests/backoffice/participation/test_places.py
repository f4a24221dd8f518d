"""Places of contributors, as an organiser settles them."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import State
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import speak
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import make_registration

ADDRESS = "/spring/manage/contributors/places"


def panel(session: Session, event: Event, *names: str) -> tuple[AgendaSession, list[Person]]:
    """Return a session and who speaks in it."""
    item = make_item(session, event, make_room(session, event), "Panel")
    people = [
        make_person(session, event, family_name=name, email=f"{name}@x.org") for name in names
    ]
    speak(session, item, *people)
    return item, people


def test_imported_contributors_get_places_at_a_press_and_one_is_told_apart_by_reference(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    _item, (ada, bob) = panel(session, event, "ada", "bob")
    private = make_registration(session, event, category, "ada", given_name="", email="p@x.org")
    sign_in(session, client, make_member(session, event))
    session.commit()
    client.get("/lang/en")
    assert f"Same name: {private.reference}" in client.get(ADDRESS).get_data(as_text=True)

    named = {f"reference-{ada.public_id}": private.reference}
    send(client, ADDRESS, act=f"take:{ada.public_id}", **named)
    assert send(client, ADDRESS, act="admit", person=[bob.public_id])[0] == 303

    session.expire_all()
    assert queries.of_person(session, ada) is private
    made = queries.of_person(session, bob)
    assert made is not None
    assert made.contributes
    assert "Every contributor has a place" in client.get(ADDRESS).get_data(as_text=True)


def test_a_place_without_a_part_is_kept_or_cancelled(client: FlaskClient, session: Session) -> None:
    event, category = make_event_with_category(session)
    item, (ada, bob) = panel(session, event, "ada", "bob")
    registrations = [make_registration(session, event, category, name) for name in ("x", "y")]
    for person, registration in zip((ada, bob), registrations, strict=True):
        registration.person, registration.contributes = person, True
    edit_session(session, item, people=[])
    sign_in(session, client, make_member(session, event))
    session.commit()
    kept, gone = registrations

    send(client, ADDRESS, act=f"kept:{kept.reference}")
    send(client, ADDRESS, act=f"cancelled:{gone.reference}")

    session.expire_all()
    assert (kept.state, kept.contributes) == (State.CONFIRMED, False)
    assert gone.state is State.CANCELLED
