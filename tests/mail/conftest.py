"""A real SMTP server whose answers a test chooses, and a transport that leads to it."""

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from eventapp.mail.transports import SmtpTransport
from tests.conftest import free_port
from tests.factories.post import Postman


@pytest.fixture
def postman() -> Iterator[tuple[Postman, SmtpTransport]]:
    """Return a running SMTP server and the transport that leads to it."""
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, SmtpTransport(f"smtp://127.0.0.1:{controller.port}")
    controller.stop()
