"""Lists cost as many statements with thirty rows as with one."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event
from tests.factories.registrations import make_registration
from tests.statements import counted


def test_lists_cost_the_same_with_one_row_and_with_thirty(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    event = make_event(session, slug="autumn")
    category = make_category(session, event)
    make_registration(session, event, category, "First")
    organiser = make_member(session, event)
    sign_in(session, client, organiser)
    pages = ("", "registrations", "emails", "badges", "agenda", "people", "checkin", "categories/")

    def cost() -> dict[str, int]:
        costs = {}
        for page in pages:
            with counted(app) as statements:
                assert client.get(f"/autumn/manage/{page}").status_code == 200
            costs[page] = len(statements)
        return costs

    single = cost()
    for number in range(30):
        make_registration(session, event, category, f"N{number}", email=f"n{number}@example.org")
    session.commit()

    assert cost() == single
