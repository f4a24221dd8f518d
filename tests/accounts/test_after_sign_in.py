"""After signing in: each role at its work, several events as a list, hours of the own event."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import LinkPurpose, User
from eventapp.accounts.services import users
from eventapp.events.models import Event, Role
from eventapp.events.services import give_role, invite
from eventapp.mail.links import make_token
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.own_page import SECRET, press
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY

WORK = {
    Role.ORGANISER: "/spring/manage/",
    Role.AGENDA: "/spring/manage/agenda",
    Role.DESK: "/spring/manage/registrations",
    Role.CARE: "/spring/manage/",
    Role.GATE: "/spring/manage/checkin",
    Role.COHOST: "/spring/manage/",
}


def member(session: Session, event: Event, role: Role) -> User:
    """Return a user with the role, a representative with their organisation."""
    organisation = make_organisation(session, event, "DGE") if role is Role.COHOST else None
    made = make_member(
        session, event, role, organisation_id=organisation.id if organisation else None
    )
    session.commit()
    return made


def signed_in_at(client: FlaskClient, session: Session, user: User) -> tuple[str, int]:
    """Sign in by a link that leads nowhere else; return where one stands then."""
    link = users.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to=users.START,
        life=users.LINK_LIFE,
        now=clock.now(),
    )
    session.commit()
    return opened(client, link.public_id)


def opened(client: FlaskClient, public_id: str) -> tuple[str, int]:
    """Press the button of a one-use link; return the page reached and its status."""
    assert press(client, f"/sign-in/link/{make_token(SECRET, 'one-use', public_id)}") == 303
    reached = client.get(users.START, follow_redirects=True)
    return reached.request.path, reached.status_code


@pytest.mark.parametrize("role", WORK)
def test_each_role_lands_where_its_work_is(
    client: FlaskClient, session: Session, role: Role
) -> None:
    user = member(session, make_event(session), role)

    assert signed_in_at(client, session, user) == (WORK[role], 200)


@pytest.mark.parametrize("role", [Role.GATE, Role.DESK])
def test_an_invitation_leads_to_the_work_of_its_event(
    client: FlaskClient, session: Session, role: Role
) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    user = member(session, other, Role.ORGANISER)
    link = invite(
        session,
        event,
        user.email,
        role,
        name=user.name,
        language="de",
        by=SOMEBODY,
        now=clock.now(),
    )
    session.commit()
    path = f"/sign-in/link/{make_token(SECRET, 'one-use', link.public_id)}"

    press(client, path)
    reached = client.get(link.goes_to, follow_redirects=True)

    assert (reached.request.path, reached.status_code) == (WORK[role], 200)


def test_of_several_events_ahead_the_account_page_lists_each(
    client: FlaskClient, session: Session
) -> None:
    user = member(session, make_event(session), Role.GATE)
    give_role(session, make_event(session, slug="autumn"), user, Role.ORGANISER, now=clock.now())
    session.commit()

    assert signed_in_at(client, session, user) == ("/account", 200)
    text = client.get("/account").get_data(as_text=True)
    ways = ["/spring/manage/checkin", "/autumn/manage/", "/door"]
    assert [path for path in ways if f'href="{path}"' not in text] == []


def test_an_event_that_is_over_does_not_stand_in_the_way(
    client: FlaskClient, session: Session
) -> None:
    user = member(session, make_event(session), Role.DESK)
    last_year = {
        "starts_at": clock.now() - timedelta(days=9),
        "ends_at": clock.now() - timedelta(days=8),
    }
    give_role(
        session, make_event(session, slug="before", **last_year), user, Role.DESK, now=clock.now()
    )
    session.commit()

    assert signed_in_at(client, session, user) == (WORK[Role.DESK], 200)


def test_without_a_role_one_lands_on_the_account(client: FlaskClient, session: Session) -> None:
    user = users.add_user(session, "new@example.org", name="", language="de", now=clock.now())
    session.commit()

    assert signed_in_at(client, session, user) == ("/account", 200)


def test_the_account_tells_the_hours_of_the_own_event(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session, zone="Asia/Tokyo")
    user = member(session, event, Role.ORGANISER)
    moment = datetime(2027, 1, 12, 22, 15, tzinfo=UTC)
    users.sign_in(session, user, browser="Firefox", strong=False, now=moment)
    sign_in(session, client, user)

    text = client.get("/account", query_string={"lang": "en"}).get_data(as_text=True)

    assert "13\u00a0January 2027, 7:15" in text
    assert "All times are in the time zone Asia/Tokyo." in text


def test_the_list_of_events_names_the_day_of_each_place(
    client: FlaskClient, session: Session
) -> None:
    """New Year in Tokyo is still the old year in UTC."""
    new_year = datetime(2027, 12, 31, 22, 0, tzinfo=UTC)
    make_event(session, zone="Asia/Tokyo", starts_at=new_year, ends_at=None)
    make_event(session, slug="other")
    session.commit()

    text = client.get("/", query_string={"lang": "en"}).get_data(as_text=True)

    assert "1\u00a0January 2028" in text
