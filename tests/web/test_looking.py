"""GET, HEAD and OPTIONS act on no route, for nobody: mail scanners and crawlers send all three."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventapp import clock
from eventapp.accounts.models import LinkPurpose
from eventapp.accounts.services import users
from eventapp.agenda.models import AgendaSession, ContributorState
from eventapp.agenda.services import release
from eventapp.events.models import Category, Event
from eventapp.mail import links
from eventapp.mail.models import Email
from eventapp.mail.render import UNSUBSCRIBE
from eventapp.registration.models import Registration
from eventapp.registration.services import access_codes, invitations
from eventapp.registration.services.invitations import InvitationChange
from eventapp.speakers.models import Contributor, SpeakingLink
from tests.checkin.test_doors import make_phone
from tests.conftest import LiveServer
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.agenda import edit_session
from tests.factories.registrations import SOMEBODY
from tests.factories.routes import addresses, views, whole_database
from tests.factories.speakers import make_contributor
from tests.web.test_checkin_tokens import read

Place = tuple[Rule, str]

WRITES = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH\b.*\b(?:INSERT|UPDATE|DELETE)\b)"
)
READINESS = "UPDATE alembic_version SET version_num = version_num"
"""Whether the disk is full or may not be written is known only by trying; no row becomes other."""


@contextmanager
def written() -> Iterator[list[str]]:
    """Collect the statements that write, of whichever connection to a database."""
    statements: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if WRITES.match(statement) and statement != READINESS:
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", look)


@pytest.fixture
def mine(session: Session, spring: dict[str, object]) -> Registration:
    """Return the event's participant."""
    statement = select(Registration).where(Registration.reference == spring["reference"])
    return session.scalars(statement).one()


@pytest.fixture
def places(
    app: Flask, session: Session, spring: dict[str, object], mine: Registration
) -> list[Place]:
    """Return every rule that answers GET with its addresses, mailed links and codes being real."""
    now, secret = clock.now(), app.config["SECRET_KEY"]
    there = session.scalars(select(Event)).one()
    category = session.scalars(select(Category)).one()
    edit_session(session, session.scalars(select(AgendaSession)).one(), starts_at=now)
    release(session, there, name="", by=SOMEBODY, now=now)
    user = make_member(session, there)
    invited = invitations.invite(
        session,
        there,
        category,
        InvitationChange(email="zoe@example.org", family_name="Zoe"),
        by=SOMEBODY,
        now=now,
    )
    link = users.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to="/account",
        life=users.LINK_LIFE,
        now=now,
    )
    change = access_codes.AccessCodeChange(category=category.key, always=True)
    opened = access_codes.add_code(session, there, change, by=SOMEBODY, now=now)
    contributor = make_contributor(session, there, state=ContributorState.INVITED)
    contributor.invited_at = now
    session.commit()
    real: dict[str, dict[str, object]] = {
        "website.open_link": {
            "token": links.make_token(secret, "registration", mine.reference, mine.link_generation)
        },
        "website.invited": {
            "token": links.make_token(secret, "invitation", invited.public_id, invited.generation)
        },
        "website.unsubscribe": {
            "token": links.make_token(secret, UNSUBSCRIBE, _invitation_sent(session))
        },
        "website.open_sign_in_link": {"token": links.make_token(secret, "one-use", link.public_id)},
        "website.sign_up_by_code": {"code": opened.code},
        "website.open_speaking_link": {"token": _speaking_link(secret, contributor)},
        "website.own_proposal": {
            "token": links.make_token(secret, "proposal", str(spring["proposal_id"]))
        },
    }
    return [
        (rule, address)
        for rule, method, _admission in views(app)
        if method == "GET"
        for address in addresses(rule, {**spring, **real.get(rule.endpoint, {})})
    ]


def _speaking_link(secret: str, contributor: Contributor) -> str:
    """Return the token of the link mailed to a contributor who is invited."""
    person, generation = contributor.person.public_id, contributor.link_generation
    return links.make_token(secret, SpeakingLink.ASSISTANT.value, person, generation)


def _invitation_sent(session: Session) -> str:
    """Return the id of the e-mail that invites."""
    rows = session.scalars(select(Email.message_id).where(Email.kind == "PersonalInvitation"))
    return rows.one()


def everybody(
    app: Flask, session: Session, mine: Registration
) -> Iterator[tuple[str, FlaskClient]]:
    """Yield a visitor, the participant, an organiser, a phone at the door and a program.

    Nobody has a badge yet, and no booklet is made.
    """
    there = session.scalars(select(Event)).one()
    yield "visitor", app.test_client()
    participant = app.test_client()
    opened = users.sign_in_participant(session, mine.id, 1, browser="", now=clock.now())
    session.commit()
    participant.set_cookie("place", opened)
    yield "participant", participant
    yield "organiser", sign_in(session, app.test_client(), make_member(session, there))
    phone = app.test_client()
    phone.set_cookie("door", make_phone(session, there), path="/door")
    yield "phone", phone
    program = app.test_client()
    program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(session, there)}"
    yield "program", program


@pytest.mark.on_sqlite
def test_head_answers_as_get_and_neither_acts_whoever_asks(
    app: Flask, session: Session, places: list[Place], mine: Registration
) -> None:
    audiences = list(everybody(app, session, mine))
    before, wrong = whole_database(app), []
    for who, client in audiences:
        for rule, address in places:
            with written() as statements:
                got, head = client.get(address), client.head(address)
            if statements:
                wrong.append(f"{who} {rule.endpoint} {address} wrote: {statements}")
            answered = [
                (response.status_code, response.content_type, response.location)
                for response in (got, head)
            ]
            asked = client.options(address)
            if answered[0] != answered[1] or head.data or got.status_code >= 500:
                wrong.append(f"{who} {rule.endpoint} {address}: {answered}")
            if asked.status_code >= 500:
                wrong.append(f"{who} OPTIONS {address}: {asked.status_code}")
        if whole_database(app) != before:
            wrong.append(f"{who} changed something by looking")
            before = whole_database(app)

    assert wrong == []
    mailed = [address for _rule, address in places if "/r/" in address or "/link/" in address]
    assert [app.test_client().get(link).status_code for link in mailed] == [200, 200]


@pytest.mark.postgres
def test_no_page_writes_when_it_is_looked_at_whoever_looks(
    app: Flask, session: Session, places: list[Place], mine: Registration
) -> None:
    """PostgreSQL lets GET write, where SQLite gives it a connection that only reads."""
    audiences = list(everybody(app, session, mine))
    before = whole_database(app)

    with written() as statements:
        answers = [client.get(address) for _, client in audiences for _rule, address in places]

    assert statements == []
    assert [answer.request.path for answer in answers if answer.status_code >= 500] == []
    assert whole_database(app) == before


@pytest.mark.on_sqlite
def test_a_mail_scanner_reads_every_mailed_link_of_a_served_event(
    live: LiveServer, places: list[Place]
) -> None:
    mailed = [path for rule, path in places if {"token", "code"} & rule.arguments]
    before = whole_database(live.app)

    answers = {
        (path, method): read(live.url + path, "", method=method)[0]
        for path in mailed
        for method in ("HEAD", "GET", "HEAD")
    }

    assert {asked: answer for asked, answer in answers.items() if answer >= 400} == {}
    assert whole_database(live.app) == before
