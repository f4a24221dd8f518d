"""The list of contributors: found, filtered, reminded and confirmed, without a script."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.models import Contributor
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor
from tests.statements import counted
from tests.website.test_invitations import send

pytestmark = pytest.mark.on_sqlite
LIST = "/spring/manage/speakers"


@pytest.fixture
def late(session: Session, event: Event) -> Contributor:
    """Return somebody whose answer is overdue."""
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.answer_by, contributor.invited_at = date(2001, 2, 13), NOON
    session.commit()
    return contributor


def test_the_list_says_what_is_open_and_keeps_to_what_is_asked(
    editor: FlaskClient, session: Session, event: Event, late: Contributor
) -> None:
    assert late.answer_by
    make_contributor(session, event, state=ContributorState.CONFIRMED, family_name="Vallet")
    session.commit()

    page = editor.get(LIST).get_data(as_text=True)
    assert page.index("Le Goff") < page.index("Vallet")
    assert "Answer overdue since" in page
    assert "Vallet" not in editor.get(f"{LIST}?state=invited").get_data(as_text=True)
    assert "Le Goff" not in editor.get(f"{LIST}?missing=portrait").get_data(as_text=True)
    for odd in ("state=x", "missing=x", "language=xx", "host=x", "page=99", "page=x", "q=%00"):
        assert editor.get(f"{LIST}?{odd}").status_code == 200


def test_an_empty_list_and_a_search_without_a_hit_say_what_to_do(editor: FlaskClient) -> None:
    assert "Nobody contributes to the programme yet" in editor.get(LIST).get_data(as_text=True)
    assert "No contributor matches" in editor.get(f"{LIST}?q=perin").get_data(as_text=True)


def test_a_reminder_says_beforehand_who_gets_what(
    editor: FlaskClient, session: Session, event: Event, late: Contributor
) -> None:
    done = make_contributor(session, event, family_name="Draft", email="d@example.org")
    session.commit()
    picks = [late.person.public_id, done.person.public_id]
    both = f"pick={picks[0]}&pick={picks[1]}"

    preview = editor.get(f"{LIST}/remind?{both}").get_data(as_text=True)
    assert "g@example.org" in preview
    assert "Answer overdue" in preview
    assert session.scalars(select(Email)).all() == []
    session.rollback()

    assert send(editor, f"{LIST}/remind", f"{LIST}/remind?{both}", pick=picks) == 303  # type: ignore[arg-type]

    assert [row.to_address for row in session.scalars(select(Email))] == ["g@example.org"]
    assert editor.get(f"{LIST}/remind").status_code == 303


def test_those_who_accepted_are_confirmed_and_others_are_named(
    editor: FlaskClient, session: Session, event: Event, late: Contributor
) -> None:
    accepted = make_contributor(
        session, event, state=ContributorState.ACCEPTED, family_name="Vallet"
    )
    session.commit()
    picks = [late.person.public_id, accepted.person.public_id]

    assert send(editor, f"{LIST}/confirm", LIST, pick=picks) == 303  # type: ignore[arg-type]

    page = editor.get(LIST).get_data(as_text=True)
    assert "One contributor confirmed." in page
    assert "Geneviève Le Goff has not accepted." in page
    states = session.scalars(select(SessionRole.state).order_by(SessionRole.id)).all()
    assert states == [ContributorState.INVITED, ContributorState.CONFIRMED]


def test_the_list_is_downloaded_as_it_is_asked_for(
    editor: FlaskClient, session: Session, event: Event, late: Contributor
) -> None:
    make_contributor(session, event, state=ContributorState.CONFIRMED, family_name="Vallet")
    assert late.answer_by
    session.commit()

    page = editor.get(f"{LIST}?state=invited").text
    whole = editor.get(f"{LIST}.csv").get_data(as_text=True)
    narrow = editor.get(f"{LIST}.csv?state=invited").get_data(as_text=True)
    book = editor.get(f"{LIST}.xlsx")

    assert f"{LIST}.csv?state=invited" in page
    assert "Vallet" in whole
    assert "Vallet" not in narrow
    assert "Geneviève Le Goff" in narrow
    assert book.data.startswith(b"PK")
    assert "spring-contributors.xlsx" in book.headers["Content-Disposition"]


def test_the_page_costs_as_many_statements_with_twelve_as_with_one(
    app: Flask, editor: FlaskClient, session: Session, event: Event, late: Contributor
) -> None:
    def cost() -> int:
        with counted(app) as statements:
            assert editor.get(LIST).status_code == 200
        return len(statements)

    assert late.answer_by
    session.commit()
    single = cost()
    for number, state in enumerate([*ContributorState] * 3):
        make_contributor(
            session, event, state=state, family_name=f"N{number}", email=f"n{number}@example.org"
        )
    session.commit()

    assert cost() == single
