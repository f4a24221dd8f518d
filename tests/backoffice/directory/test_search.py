"""What a field offers while an organiser types; nobody else is told of the directory."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person

SEARCH = "/spring/manage/directory/contributors/search?q=cur"


def test_editor_is_offered_names_and_nothing_confidential(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "Institut <b>")
    person = make_person(
        session, event, family_name="Curie", email="m@example.org", organisation=organisation
    )
    public_id = person.public_id
    sign_in(session, client, make_member(session, event, role=Role.AGENDA))

    answer = client.get(SEARCH)
    part = client.get(SEARCH, headers={"HX-Request": "true"}).get_data(as_text=True)

    assert answer.get_json() == {
        "results": [{"id": public_id, "name": "Curie", "hint": "Institut <b>"}]
    }
    assert 'role="option"' in part
    assert "Institut &lt;b&gt;" in part
    assert "example.org" not in part


def test_help_desk_and_strangers_are_told_nothing(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    make_person(session, event, family_name="Curie")
    session.commit()
    assert client.get(SEARCH).status_code in {302, 303, 401, 404}

    sign_in(session, client, make_member(session, event, role=Role.DESK))
    assert client.get(SEARCH).status_code in {403, 404}
