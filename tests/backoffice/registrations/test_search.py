"""The table's address: nonsense counts as not asked, and a link changes what it names alone."""

import pytest
from flask import Flask

from eventapp.backoffice.registrations.search import asked, link
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.models import State, StillComing
from tests.factories.events import NOON

pytestmark = pytest.mark.on_sqlite
EVENT = Event(slug="spring", title=Translated.same("Spring"), created_at=NOON)


def test_what_is_asked_is_read_and_nonsense_left_out(app: Flask) -> None:
    query = "q=ada&state=waiting&state=nonsense&still=silent&returned=1&sort=-name&page=3"
    with app.test_request_context(f"/?{query}"):
        search = asked()

    assert (search.typed, search.states, search.still) == (
        "ada",
        (State.WAITING,),
        StillComing.SILENT,
    )
    assert (search.returned, search.sort, search.page) == (True, "-name", 3)


@pytest.mark.parametrize(
    ("typed", "page"), [("0", 1), ("-2", 1), ("²", 1), ("x", 1), ("9" * 9, 10_000)]
)
def test_a_page_that_is_none_is_the_first_or_the_last_there_can_be(
    app: Flask, typed: str, page: int
) -> None:
    with app.test_request_context("/", query_string={"page": typed, "sort": "secret"}):
        search = asked()

    assert (search.page, search.sort) == (page, "-registered")


def test_a_link_keeps_what_was_asked_but_what_it_changes(app: Flask) -> None:
    with app.test_request_context("/?q=ada&state=waiting&page=3&other=x"):
        kept = link(EVENT, "backoffice.registrations", page=1, state="")

    assert kept == "/spring/manage/registrations?q=ada&page=1"
