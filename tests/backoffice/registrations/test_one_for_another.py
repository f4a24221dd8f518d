"""What is taken away leaves the public pages, even where its number goes to the next one."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda import booklet
from eventapp.agenda.booklet import Imprint
from eventapp.agenda.booklet_making import around_of
from eventapp.agenda.programme import EMPTY
from eventapp.events.models import Event
from eventapp.people.models import HostLevel
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_host, make_organisation

GROUP = {"band": "guest", "way_in": "open", "public": "y"}
DESK = {f"place-{code}": "Foyer" for code in ("de", "fr", "en")}


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event_with_category(session)[0]
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def add(client: FlaskClient, page: str, name: str, **fields: str) -> None:
    """Add a record of that name in each language."""
    named = {f"name-{code}": name for code in ("de", "fr", "en")}
    assert send(client, f"{page}/add", **named, **fields)[0] == 303


def newest(client: FlaskClient, page: str, name: str) -> str:
    """Return the address of the record of that name."""
    listed = client.get(f"{page}/").get_data(as_text=True)
    return listed.partition(f">{name}<")[0].rpartition('href="')[2].partition('"')[0]


@pytest.mark.parametrize(("kind", "fields"), [("information-desks", DESK), ("categories", GROUP)])
@pytest.mark.usefixtures("event")
def test_the_next_desk_or_group_is_shown_instead_of_the_one_taken_away(
    client: FlaskClient, kind: str, fields: dict[str, str]
) -> None:
    page = f"/spring/manage/{kind}"
    add(client, page, "Mistaken", **fields)
    before = client.get("/spring/")
    assert "Mistaken" in before.get_data(as_text=True)
    assert press(client, newest(client, page, "Mistaken"), "delete")[0] == 303
    add(client, page, "Meant", **fields)

    asked_again = {"If-None-Match": before.headers["ETag"]}
    after = client.get("/spring/", headers=asked_again)
    assert after.status_code == 200
    assert "Meant" in after.get_data(as_text=True)
    assert "Mistaken" not in after.get_data(as_text=True)


def test_the_next_host_makes_another_booklet_than_the_one_taken_away(
    session: Session, client: FlaskClient, event: Event
) -> None:
    def state() -> str:
        session.expunge_all()
        around = around_of(session, event)
        state_now = booklet.state_of(event, EMPTY, around, Imprint(1, NOON))
        session.commit()  # lets go of the database
        return state_now

    names = []
    for name in ("Mistaken", "Meant"):
        organisation = make_organisation(session, event, name)
        host = make_host(session, event, organisation, level=HostLevel.COHOST, position=1)
        session.commit()
        names.append(state())
        if name == "Mistaken":
            assert press(client, f"/spring/manage/hosts/{host.id}", "delete")[0] == 303
            assert (
                press(client, f"/spring/manage/organisations/{organisation.id}", "delete")[0] == 303
            )
    assert names[0] != names[1]
