"""What a host says of itself: texts and desk of its own, its logo, and nobody else's."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from eventapp.people.models import Desk, Host
from tests.backoffice.sending import send
from tests.factories.accounts import sign_in
from tests.factories.events import make_event
from tests.factories.people import (
    make_desk,
    make_host,
    make_organisation,
    make_person,
    make_representative,
)

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def hosts(session: Session, client: FlaskClient) -> list[Host]:
    """Return two hosts; the representative of the first is signed in."""
    event = make_event(session)
    both = [
        make_host(session, event, make_organisation(session, event, name), position=2)
        for name in ("AFPC", "BioM")
    ]
    sign_in(session, client, make_representative(session, event, both[0], "rep@x.example"))
    return both


def test_a_host_writes_its_text_and_neither_level_nor_order(
    session: Session, client: FlaskClient, hosts: list[Host]
) -> None:
    numbers = [host.id for host in hosts]
    session.rollback()
    pages = [f"/spring/manage/cohosts/{number}/texts" for number in numbers]

    given = {"text-fr": "Les pôles de compétitivité", "level": "host", "position": "0"}
    assert send(client, pages[0], **given)[0] == 303

    session.expire_all()
    host = hosts[0]
    assert (host.text.into("fr"), host.level.value, host.position) == (
        "Les pôles de compétitivité",
        "cohost",
        2,
    )
    session.rollback()
    assert client.get(pages[1]).status_code == 404
    assert "fehlt" in client.get(f"{pages[0]}?lang=de").get_data(as_text=True)


def test_a_host_edits_its_own_desk_with_its_own_people(
    session: Session, client: FlaskClient, hosts: list[Host]
) -> None:
    event = hosts[0].event
    desks = [
        make_desk(session, event, Translated.same("Desk"), organisation=host.organisation)
        for host in hosts
    ]
    for host, name in zip(hosts, ("Own", "Other"), strict=True):
        make_person(session, event, family_name=name, organisation=host.organisation)
    session.commit()
    page = f"/spring/manage/cohosts/{hosts[0].id}/desks/{{}}"
    own, foreign = (page.format(desk.id) for desk in desks)
    number = desks[0].id
    session.rollback()
    given = {"name-en": "Clusters", "organisation": "BioM", "position": "9"}

    assert send(client, own, **given, **{"experts-0-person": "Other"})[0] == 422
    assert send(client, own, **given, **{"experts-0-person": "Own"})[0] == 303

    session.expire_all()
    desk = session.get_one(Desk, number)
    assert desk.organisation is not None
    assert (desk.name.into("en"), desk.organisation.name, desk.position) == ("Clusters", "AFPC", 0)
    session.rollback()
    assert client.get(foreign).status_code == 404


def test_a_host_opens_its_own_logo_alone(
    session: Session, client: FlaskClient, hosts: list[Host]
) -> None:
    numbers = [host.organisation_id for host in hosts]
    session.rollback()

    answers = [client.get(f"/spring/manage/organisations/{number}/logos") for number in numbers]

    assert [answer.status_code for answer in answers] == [200, 404]
    address = f'href="/spring/manage/organisations/{numbers[0]}"'
    assert address not in answers[0].get_data(as_text=True)
