"""What a token for the doors reads of a served event: numbers and scans, nobody's name or address."""

import json
import urllib.error
import urllib.request

import pytest
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.events.models import Category, Event
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.registrations import make_registration
from tests.factories.routes import addresses, views

pytestmark = pytest.mark.on_sqlite

OPEN = {
    "/api/v1/events",
    "/api/v1/events/spring",
    "/api/v1/events/spring/checkin/summary",
    "/api/v1/events/spring/checkin/scans",
}
"""All that a program at the doors needs."""


def read(url: str, token: str, *, method: str = "GET") -> tuple[int, str]:
    """Return status and text of an address, asked for with a token."""
    headers = {"Authorization": f"Bearer {token}"}
    asked = urllib.request.Request(url, headers=headers, method=method)  # noqa: S310  (our own server)
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_a_token_for_the_doors_reads_no_list_of_people(
    live: LiveServer, session: Session, event: Event
) -> None:
    category = session.query(Category).one()
    registration = make_registration(session, event, category, "Zwingenberger")
    token = make_token(session, event, TokenScope.CHECKIN)
    reader = make_token(session, event, TokenScope.READ)
    real = {"event": "spring", "reference": registration.reference}

    opened, said = set(), ""
    for rule, method, admission in views(live.app):
        if method != "GET" or not rule.rule.startswith("/api/v1/events"):
            continue
        assert admission.needs, rule.rule
        for path in addresses(rule, {**dict.fromkeys(rule.arguments, "x"), **real}):
            status, text = read(live.url + path, token)
            said += text
            if status == 200:
                opened.add(path)
            else:
                assert status == 403, path

    assert opened == OPEN
    assert "Zwingenberger" not in said
    assert registration.email is not None
    assert registration.email not in said
    listed = json.loads(read(f"{live.url}/api/v1/events/spring/registrations", reader)[1])
    assert [row["email"] for row in listed["items"]] == [registration.email]
