"""B14: two co-hosts at one event; the representative of each reaches nothing that is the other's."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from eventapp.badges.codes import shown
from eventapp.documents import tables
from eventapp.events.models import Event
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.scope import Scope
from tests.checkin.test_doors import make_badge
from tests.factories.accounts import make_member, sign_in
from tests.factories.cohosts import Cohost, make_cohost
from tests.factories.events import make_event_with_category
from tests.factories.routes import UNSAFE, views, whole_database
from tests.factories.routes import addresses as filled_in

pytestmark = pytest.mark.on_sqlite

SHUT = {403, 404}
MANAGE = "/<event:event>/manage/"


def addresses(rule: Rule, values: Mapping[str, object]) -> Iterator[str]:
    """Yield the rule's addresses; what no co-host has is nothing of anybody's."""
    return filled_in(rule, {**dict.fromkeys(rule.arguments, "nosuch"), **values})


@pytest.fixture
def cohosts(session: Session) -> list[Cohost]:
    """Return two co-hosts of one event."""
    event, category = make_event_with_category(session, places=50)
    return [make_cohost(session, event, category, name) for name in ("Elbe", "Loire")]


@pytest.fixture
def representatives(app: Flask, session: Session, cohosts: list[Cohost]) -> list[FlaskClient]:
    """Return the browsers of the two representatives, in the order of their co-hosts."""
    app.config["WTF_CSRF_ENABLED"] = False
    return [sign_in(session, app.test_client(), cohost.representative) for cohost in cohosts]


def said(answer: TestResponse) -> str:
    """Return the text of an answer; of a workbook, what its cells hold."""
    if (answer.mimetype or "").endswith("sheet"):
        return "\n".join(";".join(row) for row in tables.read(answer.get_data()))
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("mine", [0, 1])
def test_every_number_of_the_other_organisation_is_shut_and_nothing_changes(
    app: Flask, cohosts: list[Cohost], representatives: list[FlaskClient], mine: int
) -> None:
    other = cohosts[1 - mine].numbers
    before, wrong, asked = whole_database(app), [], 0
    for rule, method, _admission in views(app):
        if not rule.rule.startswith(MANAGE) or rule.arguments == {"event"}:
            continue
        if rule.endpoint == "backoffice.former_address":  # leads to a page that is asked itself
            continue
        for address in {filled for values in other for filled in addresses(rule, values)}:
            asked += 1
            status = representatives[mine].open(address, method=method).status_code
            if status not in SHUT:
                wrong.append(f"{method} {address}: {status}")

    assert wrong == []
    assert asked > 100
    assert whole_database(app) == before


@pytest.mark.parametrize("mine", [0, 1])
def test_every_page_and_list_shows_the_own_organisation_alone(
    app: Flask, cohosts: list[Cohost], representatives: list[FlaskClient], mine: int
) -> None:
    own, other = cohosts[mine], cohosts[1 - mine]
    foreign: list[str] = other.words
    opened: dict[str, str] = {}
    for rule, method, _admission in views(app):
        if method != "GET" or not rule.rule.startswith(MANAGE):
            continue
        values = own.numbers if rule.arguments - {"event"} else [{"event": "spring"}]
        for address in {filled for each in values for filled in addresses(rule, each)}:
            answer = representatives[mine].get(address)
            assert answer.status_code in {200, 301, 303, *SHUT}, address
            text = said(answer)
            assert [word for word in foreign if word in text] == [], address
            if answer.status_code == 200:
                opened[address] = text

    host = f"/spring/manage/cohosts/{own.numbers[0]['host_id']}/"
    assert {address for address in opened if address.startswith(host)} >= {
        host,
        f"{host}delegation",
        f"{host}activity-log",
        f"{host}delegation.csv",
        f"{host}delegation.xlsx",
        f"{host}delegation/add",
        f"{host}delegation/list",
        f"{host}sessions",
        f"{host}team",
        f"{host}tokens",
        f"{host}texts",
    }
    assert {address for address in opened if address.count("/") == 3} == {
        "/spring/manage/emails",
        "/spring/manage/registrations",
        "/spring/manage/registrations.csv",
    }
    for name in own.guests:
        assert name in opened["/spring/manage/registrations"]
        assert name in opened["/spring/manage/registrations.csv"]
        assert name in opened[f"{host}delegation"]
        assert name in opened[f"{host}delegation.csv"]
        assert name in opened[f"{host}delegation.xlsx"]
    listed = [text for address, text in opened.items() if "/delegation/list/" in address]
    assert [f"Listed-{own.name}" in text for text in listed] == [True]
    files = [text for address, text in opened.items() if "/information-desks/" in address]
    assert [f"Blatt-{own.name}" in text for text in files] == [True, True]  # all, and the one
    assert f"Token-{own.name}" in opened[f"{host}tokens"]
    assert f"Punkt-{own.name}" in opened[f"{host}sessions"]
    assert f"Asked-{own.name}" in opened[f"{host}delegation"]


@pytest.mark.parametrize("mine", [0, 1])
def test_search_filter_and_panel_find_nobody_of_the_other_organisation(
    cohosts: list[Cohost], representatives: list[FlaskClient], mine: int
) -> None:
    other = cohosts[1 - mine]
    guest, reference = other.guests[0], other.references[0]
    typed = [guest, f"{guest.lower()}@example.org", reference, f"Haus {other.name}"]
    for page in ("registrations", "registrations.csv", "emails"):
        for word in typed:
            query = {"q": word, "open": reference}
            answer = representatives[mine].get(f"/spring/manage/{page}", query_string=query)
            text = answer.get_data(as_text=True).replace(word, "")
            assert answer.status_code == 200
            assert f"Vorname-{other.name}" not in text, (page, word)
            assert f"gast-{other.name}-1".lower() not in text, (page, word)


def test_no_representative_acts_on_the_event_as_a_whole(
    app: Flask, representatives: list[FlaskClient], cohosts: list[Cohost]
) -> None:
    before, wrong = whole_database(app), []
    for rule, method, _admission in views(app):
        if method not in UNSAFE or rule.arguments != {"event"} or "/manage/" not in rule.rule:
            continue
        for address in addresses(rule, {"event": "spring"}):
            sent = {
                "reference": [reference for cohost in cohosts for reference in cohost.references]
            }
            status = representatives[0].open(address, method=method, data=sent).status_code
            if status not in SHUT:
                wrong.append(f"{method} {address}: {status}")

    assert wrong == []
    assert whole_database(app) == before


def test_own_people_can_be_opened_by_each_representative(
    cohosts: list[Cohost], representatives: list[FlaskClient]
) -> None:
    """The other half: gates that refuse everything would pass the tests above."""
    references = [cohost.references[0] for cohost in cohosts]

    answers = [
        [
            client.get(f"/spring/manage/registrations/{reference}").status_code
            for reference in references
        ]
        for client in representatives
    ]

    assert answers == [[200, 404], [404, 200]]


def test_overview_counts_the_own_organisation_alone(
    cohosts: list[Cohost], representatives: list[FlaskClient], app: Flask, session: Session
) -> None:
    """Two of four people are theirs; how many the others are can be read in no figure."""
    assert len(cohosts) == 2
    event = session.scalars(select(Event)).one()
    organiser = sign_in(session, app.test_client(), make_member(session, event))
    page = "/spring/manage/?lang=en"

    part, whole = (
        re.sub(r"<[^>]+>|\s+", " ", browser.get(page, follow_redirects=True).get_data(as_text=True))
        for browser in (representatives[0], organiser)
    )

    assert "2 places filled of 3" in part
    assert "1 invitation without an answer" in part
    scope = Scope(event.id, frozenset([cohosts[0].organisation_id]))
    assert queries.totals_of_part(session, scope, [date.max - timedelta(days=1)]) == [2]
    assert "50 places" in whole
    assert "50 places" not in part
    assert "On site now" in whole
    assert "On site now" not in part


def test_short_code_of_a_badge_stands_on_no_page_of_a_representative(
    cohosts: list[Cohost], representatives: list[FlaskClient], app: Flask, session: Session
) -> None:
    statement = select(Registration).where(Registration.reference == cohosts[0].references[0])
    registration = session.scalars(statement).one()
    event = session.scalars(select(Event)).one()
    badge = make_badge(session, app, event, registration)
    session.commit()
    codes = (shown(badge.fallback), badge.fallback, badge.token)
    organiser = sign_in(session, app.test_client(), make_member(session, event))
    session.rollback()
    own = f"/spring/manage/registrations/{cohosts[0].references[0]}"

    pages = {
        address
        for rule, method, _admission in views(app)
        if method == "GET" and rule.rule.startswith(MANAGE)
        for values in cohosts[0].numbers
        for address in addresses(rule, values)
    }
    text = "".join(said(representatives[0].get(address)) for address in sorted(pages))

    assert cohosts[0].guests[0] in text
    assert [code for code in codes if code in text] == []
    assert codes[0] in organiser.get(own).get_data(as_text=True)
