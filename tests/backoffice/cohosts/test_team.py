"""The team of a host on screen: invited to host and task in their language, by either side."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.composition import mailing
from eventapp.events.models import Event, Role
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.people.models import Host, HostMember
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_host, make_organisation, make_representative

pytestmark = pytest.mark.on_sqlite

TEAM = "/spring/manage/cohosts/{}/team"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def host(session: Session, event: Event) -> Host:
    """Return a host whose name is another one in French."""
    names = Translated(fr="Ministère de l’Économie")
    return make_host(session, event, make_organisation(session, event, "BMWi", names=names))


def sent(app: Flask, session: Session) -> list[str]:
    """Return the plain texts of all invitations, in order."""
    session.rollback()
    rows = session.scalars(select(Email).where(Email.kind == "InvitationEmail")).all()
    session.rollback()
    texts = []
    with app.app_context():
        for row in rows:
            body = message_of(mailing(), row, mailing().facts_of(row)).get_body(("plain",))
            assert body is not None
            texts.append(body.get_content())
    session.rollback()
    return texts


def test_an_organiser_invites_several_who_read_host_and_task_in_their_language(
    app: Flask, session: Session, client: FlaskClient, event: Event, host: Host
) -> None:
    sign_in(session, client, make_member(session, event))
    page = TEAM.format(host.id)
    session.rollback()

    for address, language in (("c@finances.example", "fr"), ("d@finances.example", "de")):
        status, _text = send(client, page, email=address, name="", language=language)
        assert status == 303

    french, german = sent(app, session)
    assert "vous représentez l’organisation «\u00a0Ministère de l’Économie\u00a0»" in french
    assert "Sie vertreten die Organisation „BMWi“" in german
    status, text = send(client, page, email="C@finances.example", name="", language="fr")
    assert (status, len(sent(app, session))) == (422, 2)
    assert 'href="#email"' in text


def test_a_representative_invites_a_colleague_sends_the_link_again_and_dismisses_them(
    app: Flask, session: Session, client: FlaskClient, event: Event, host: Host
) -> None:
    own = make_representative(session, event, host, "ada@example.org")
    sign_in(session, client, own)
    page = TEAM.format(host.id)
    session.rollback()

    assert send(client, page, email="bob@example.org", name="Bob", language="en")[0] == 303
    session.rollback()
    bob = session.scalars(select(HostMember.id).order_by(HostMember.id.desc())).first()
    session.rollback()
    assert re.search(r"ada@example\.org|\(you\)", client.get(page).get_data(as_text=True))
    assert press(client, page, f"{bob}/invite")[0] == 303
    assert press(client, page, f"{bob}/remove")[0] == 303

    session.expire_all()
    assert [member.user.email for member in host.members] == ["ada@example.org"]
    assert len(sent(app, session)) == 3
    session.rollback()
    assert press(client, page, f"{bob}/remove")[0] == 404


def test_who_also_helps_at_the_help_desk_acts_for_no_other_host(
    session: Session, client: FlaskClient, event: Event, host: Host
) -> None:
    other = make_host(session, event, make_organisation(session, event, "Silicon Saxony"))
    helper = make_member(session, event, Role.DESK)
    make_representative(session, event, host, helper.email)
    sign_in(session, client, helper)
    numbers = (host.id, other.id)
    session.rollback()

    assert [client.get(TEAM.format(number)).status_code for number in numbers] == [200, 404]
