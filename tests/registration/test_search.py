"""The organisers' table: what is found, page by page, and how many there are."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.registration import queries
from eventapp.registration.queries import Search, search
from eventapp.scope import Scope
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.statements import counted


def test_pages_of_a_search_name_everybody_once_and_how_many_there_are(session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada Müller", "Bob Müller", "Cem Müller", "Dan"):
        make_registration(session, event, category, name, email="")

    def page(number: int, typed: str = "Mueller") -> tuple[list[str], int]:
        search = Search(typed=typed, sort="name", page=number, size=2)
        rows, total = queries.matching(session, Scope(event.id), search)
        return [registration.family_name for registration in rows], total

    assert page(1) == (["Ada Müller", "Bob Müller"], 3)
    assert page(2) == (["Cem Müller"], 3)
    assert page(9) == ([], 3)
    assert page(1, "nobody") == ([], 0)
    assert page(2, "") == (["Cem Müller", "Dan"], 4)


@pytest.mark.on_sqlite
def test_what_came_back_is_looked_for_among_the_events_own_emails(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada")
    with counted(app) as sent:
        search.returned(session, Scope(event.id), [ada.id])

    statement = sent[-1]
    values = (1,) * statement.count("?")
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    assert [row[3] for row in plan if "ix_email_event_id_state (event_id=? AND state=?" in row[3]]
