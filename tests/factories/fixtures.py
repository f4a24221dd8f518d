"""What tests of several faces begin with."""

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy.orm import Session

from eventapp.bench.ports import free_port
from eventapp.events.models import Event
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.models import Registration
from tests.factories.accounts import make_token
from tests.factories.evening import Evening
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman
from tests.factories.registrations import make_registration


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with two places."""
    event, _category = make_event_with_category(session, places=2)
    session.commit()
    return event


@pytest.fixture
def token(session: Session, event: Event) -> dict[str, str]:
    """Return the headers of a token that may write."""
    return {"Authorization": f"Bearer {make_token(session, event)}"}


@pytest.fixture
def mine(session: Session) -> Registration:
    """Return a confirmed registration at an event with one place, somebody waiting behind it."""
    event, category = make_event_with_category(session, places=1)
    registration = make_registration(session, event, category, "Müller")
    make_registration(session, event, category, "Waiting")
    session.commit()
    return registration


@pytest.fixture
def evening(session: Session) -> Evening:
    """Return the evening before."""
    return Evening(session)


@pytest.fixture
def postman() -> Iterator[tuple[Postman, SmtpTransport]]:
    """Return a running SMTP server, whose answers a test chooses, and the way to it."""
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, SmtpTransport(f"smtp://127.0.0.1:{controller.port}")
    controller.stop()
