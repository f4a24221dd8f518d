"""Builders of users, their sign-ins, and API tokens."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import TokenScope, User
from eventapp.accounts.services import tokens, users
from eventapp.events.models import Event, Role
from eventapp.events.services import give_role


def make_member(
    session: Session,
    event: Event,
    role: Role = Role.ORGANISER,
    *,
    organisation_id: int | None = None,
) -> User:
    """Return a stored user with a role at the event."""
    user = users.add_user(
        session,
        f"{role.value}@example.org",
        name="Katrin Neuschäfer",
        language="de",
        now=clock.now(),
    )
    give_role(session, event, user, role, organisation_id=organisation_id, now=clock.now())
    return user


def sign_in(session: Session, client: FlaskClient, user: User) -> FlaskClient:
    """Sign the user in, in that client; the session is committed."""
    value = users.sign_in(session, user, browser="test", strong=False, now=clock.now())
    session.commit()
    client.set_cookie("who", value)
    return client


def make_token(session: Session, event: Event, scope: TokenScope = TokenScope.WRITE) -> str:
    """Return an API token of the event; the session is committed."""
    value = tokens.add_token(session, event.id, scope, name="test", now=clock.now())
    session.commit()
    return value
