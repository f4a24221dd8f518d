"""Who moves to another group gives up sessions that are not open to it, unless they may stay."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Category, Event
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.registration.services import bulk, moves
from tests.agenda.test_programme import START
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_category
from tests.factories.own_page import link, press
from tests.factories.registrations import SOMEBODY
from tests.factories.sessions import make_workshop, news, release, sign_up

pytestmark = pytest.mark.on_sqlite
People = Callable[[str], Registration]


class Workshops:
    """Ada is in a session for guests alone and in one for everybody; Bob waits for the first."""

    def __init__(
        self, session: Session, event_and_group: tuple[Event, Category], person: People
    ) -> None:
        self.session = session
        self.event, guests = event_and_group
        self.press = make_category(session, self.event, key="press")
        self.closed = make_workshop(session, self.event, title="Guests only", categories=(guests,))
        self.open = make_workshop(session, self.event, title="For all", minutes=120)
        release(session, self.event)
        self.ada, self.bob = person("Ada"), person("Bob")
        for registration, item in (
            (self.ada, self.closed),
            (self.ada, self.open),
            (self.bob, self.closed),
        ):
            sign_up(session, registration, item)

    def holding(self, item: AgendaSession) -> list[tuple[str, str]]:
        """Return who has which place at a session."""
        self.session.expire_all()
        bookings = queries.signed_up(self.session, item)
        return [(booking.registration.family_name, booking.state.value) for booking in bookings]


@pytest.fixture
def workshops(
    session: Session, event_and_group: tuple[Event, Category], person: People
) -> Workshops:
    """Return that event."""
    return Workshops(session, event_and_group, person)


def test_session_of_the_former_group_is_given_up_told_and_passed_on(
    session: Session, workshops: Workshops
) -> None:
    moves.move_to_category(
        session, workshops.ada, workshops.event, workshops.press, by=SOMEBODY, now=NOON
    )

    assert workshops.holding(workshops.closed) == [("Bob", "confirmed")]
    assert workshops.holding(workshops.open) == [("Ada", "confirmed")]
    assert news(session, workshops.ada) == [["taken_out"]]
    assert news(session, workshops.bob) == [["free"]]


def test_many_who_move_at_once_give_up_theirs_too(session: Session, workshops: Workshops) -> None:
    those = [workshops.ada, workshops.bob]
    bulk.move(session, workshops.event, those, workshops.press, by=SOMEBODY, now=NOON)

    assert workshops.holding(workshops.closed) == []
    assert [news(session, registration)[-1] for registration in those] == [
        ["taken_out"],
        ["taken_out"],
    ]


def test_session_that_has_begun_stays_as_it_was(session: Session, workshops: Workshops) -> None:
    moves.move_to_category(
        session, workshops.ada, workshops.event, workshops.press, by=SOMEBODY, now=START
    )

    assert workshops.holding(workshops.closed) == [("Ada", "confirmed"), ("Bob", "waiting")]


@pytest.mark.parametrize(
    ("ticked", "left"),
    [
        ({}, [("Bob", "confirmed")]),
        ({"keep_sessions": "y"}, [("Ada", "confirmed"), ("Bob", "waiting")]),
    ],
)
def test_page_says_before_what_is_given_up_and_lets_it_be_kept(
    client: FlaskClient,
    session: Session,
    workshops: Workshops,
    ticked: dict[str, str],
    left: list[tuple[str, str]],
) -> None:
    sign_in(session, client, make_member(session, workshops.event))
    address = f"/spring/manage/registrations/{workshops.ada.reference}"
    session.commit()
    text = client.get(f"{address}?lang=en").text
    assert "Guests only: only for Guests" in text
    assert "For all: only for" not in text

    assert send(client, address, f"{address}/move", category="press", **ticked)[0] == 303

    assert workshops.holding(workshops.closed) == left


def test_page_of_the_hand_over_names_the_sessions_that_go(
    client: FlaskClient, session: Session, workshops: Workshops
) -> None:
    address = link(workshops.ada)
    session.commit()
    press(client, address)

    text = client.get("/spring/my/hand-over?lang=en").text

    page_text = text[text.index("Your session bookings are not transferred") :]
    assert (
        page_text.index("Guests only")
        < page_text.index("For all")
        < page_text.index("can book sessions")
    )
