"""The team's navigation: each role sees the pages it may open, and no other."""

import pytest
from flask import Flask, g

from eventapp.backoffice.navigation import PAGES, desk_links, own_part
from eventapp.events.models import Event, Role
from eventapp.orm import Translated
from eventapp.scope import Scope
from eventapp.web import access
from eventapp.web.access import Member
from tests.factories.events import NOON

pytestmark = pytest.mark.on_sqlite
EVENT = Event(slug="spring", title=Translated.same("Spring"), created_at=NOON)


def links(app: Flask, *roles: Role) -> list[str]:
    """Return the keys of the pages that somebody with these roles sees."""
    with app.test_request_context("/?lang=en"):
        g.event = EVENT
        access.remember_member(Member(frozenset(role.value for role in roles), Scope(1), Scope(1)))
        return [key for _address, _words, key, _number in desk_links(EVENT)]


def test_each_role_sees_its_own_pages_and_two_roles_those_of_both(app: Flask) -> None:
    assert links(app, Role.GATE) == ["dashboard", "checkin"]
    assert links(app, Role.AGENDA) == [
        "dashboard",
        "agenda",
        "speakers",
        "people",
        "languages",
        "podium",
    ]
    both = ["dashboard", "agenda", "speakers", "people", "languages", "podium", "checkin"]
    assert links(app, Role.GATE, Role.AGENDA) == both
    needs = 1  # who reads what people need is the care team alone
    assert len(links(app, Role.ORGANISER)) == len(PAGES) - needs


def test_who_only_represents_a_co_host_sees_their_own_part(app: Flask) -> None:
    def part(*roles: Role) -> bool:
        with app.test_request_context("/"):
            access.remember_member(
                Member(frozenset(role.value for role in roles), Scope(1), Scope(1))
            )
            return own_part()

    assert part(Role.COHOST)
    assert not part(Role.COHOST, Role.DESK)
