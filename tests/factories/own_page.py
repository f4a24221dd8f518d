"""The way to a participant's own page."""

import re

from flask.testing import FlaskClient

from eventapp.mail.links import make_token
from eventapp.registration.models import Registration

SECRET = "test " * 10


def link(registration: Registration, slug: str = "spring") -> str:
    """Return the path of the mailed link."""
    token = make_token(SECRET, "registration", registration.reference, registration.link_generation)
    return f"/{slug}/r/{token}"


def press(client: FlaskClient, path: str, **fields: str) -> int:
    """Open a page and press its button; return the status."""
    return client.post(path, data={**hidden_in(client, path), **fields}).status_code


def hidden_in(client: FlaskClient, path: str) -> dict[str, str]:
    """Open a page; return what its form sends without being asked."""
    text = client.get(path).get_data(as_text=True)
    return dict(re.findall(r'name="(csrf_token|sent_as|version|seen)"[^>]*value="([^"]+)"', text))
