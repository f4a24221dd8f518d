"""Who stands behind an event, and how: hosts, co-hosts, partners and supporters in every output."""

import json
import re

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.people.models import HostLevel
from tests.factories.agenda import make_session
from tests.factories.documents import make_waiting
from tests.factories.events import make_event
from tests.factories.own_page import press
from tests.factories.people import make_host, make_organisation
from tests.factories.podium import BEGINS
from tests.factories.sessions import release

pytestmark = pytest.mark.on_sqlite

LABELS = {
    HostLevel.HOST: "Host",
    HostLevel.COHOST: "Co-host",
    HostLevel.PARTNER: "Partner",
    HostLevel.SUPPORTER: "Supporter",
}


@pytest.fixture
def behind(session: Session) -> list[str]:
    """Return who stands behind an event, in the order of protocol: two at each level."""
    event = make_event(session)
    names = [f"Haus {level.value}-{number}" for level in HostLevel for number in (1, 2)]
    for number, name in reversed(list(enumerate(names))):  # entered the other way round
        level = list(HostLevel)[number // 2]
        organisation = make_organisation(session, event, name)
        make_host(session, event, organisation, level=level, position=number % 2)
    make_session(session, event, "Talk", starts_at=BEGINS)
    release(session, event)
    session.commit()
    return names


def read(client: FlaskClient, path: str) -> str:
    """Return a page in English, without its marks."""
    text = client.get(path, query_string={"lang": "en", "event": "spring"}).get_data(as_text=True)
    main = text.partition("<main")[2] or text
    return re.sub(r"<[^>]+>|\s+", " ", main)


def in_order(text: str, names: list[str]) -> bool:
    """Say whether these stand in a text, each behind the one before."""
    return re.search(".*".join(map(re.escape, names)), text, re.DOTALL) is not None


def test_pages_keep_the_order_and_say_each_level(client: FlaskClient, behind: list[str]) -> None:
    hosts, home = read(client, "/spring/hosts"), read(client, "/spring/")

    assert in_order(hosts, [word for name in behind for word in (level_of(name), name)])
    assert in_order(home, behind)
    assert home.count(" Partner ") == home.count(" Supporter ") == 2


def test_the_imprint_names_who_organises_alone(client: FlaskClient, behind: list[str]) -> None:
    imprint = read(client, "/imprint")

    assert in_order(imprint, [word for name in behind[:4] for word in (level_of(name), name)])
    assert [name for name in behind[4:] if name in imprint] == []


def test_linked_data_call_each_by_what_they_are(client: FlaskClient, behind: list[str]) -> None:
    page = client.get("/spring/").get_data(as_text=True)
    block = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert block
    facts = json.loads(block[1])

    listed = {
        name: [each["name"] for each in facts[name]]
        for name in ("organizer", "contributor", "sponsor")
    }
    assert listed == {"organizer": behind[:4], "contributor": behind[4:6], "sponsor": behind[6:]}


def test_the_booklet_keeps_the_order_and_says_each_level(
    app: Flask, client: FlaskClient, behind: list[str]
) -> None:
    press(client, "/spring/agenda.pdf?lang=en")
    with app.app_context():
        make_waiting()
    pages = pypdfium2.PdfDocument(client.get("/spring/agenda.pdf?lang=en").data)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)

    assert in_order(text, behind)
    assert [label for label in LABELS.values() if text.count(label) < 2] == []


def level_of(name: str) -> str:
    """Return the word for the level of one of these."""
    return LABELS[HostLevel(name.removeprefix("Haus ").partition("-")[0])]
