"""The list of proposals: filtered, searched, ordered by what the team thinks, in two statements."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event, Role
from eventapp.speakers.models import ProposalState
from eventapp.speakers.queries.proposal_list import ProposalOrder, ProposalSearch, listed
from eventapp.speakers.queries.proposals import after, by_state, figures_of, number_held
from eventapp.speakers.services.deciding import decide, review
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.factories.registrations import SOMEBODY
from tests.statements import counted


@pytest.fixture
def scored(session: Session) -> tuple[Event, User]:
    """Return an event with three proposals and a draft, and the member who scored two of them."""
    event = make_event(session)
    make_call(session, event)
    ada, bob = make_member(session, event), make_member(session, event, Role.AGENDA)
    good = make_proposal(session, event, "Good", kind=SessionKind.WORKSHOP)
    torn = make_proposal(session, event, "Torn", family_name="Müller", language="de")
    make_proposal(session, event, "New")
    make_draft(session, event, headline="Secret")
    for proposal, member, score in ((good, ada, 4), (good, bob, 4), (torn, ada, 5), (torn, bob, 1)):
        review(session, proposal, member, score=score, comment="", by=SOMEBODY, now=NOON)
    session.commit()
    return event, ada


def heads(session: Session, scored: tuple[Event, User], **asked: object) -> list[str]:
    """Return the headlines of the proposals asked for."""
    event, member = scored
    search = ProposalSearch(**asked)  # type: ignore[arg-type]
    return [row.headline for row in listed(session, event, search, user_id=member.id)[0]]


def test_the_best_stands_first_and_what_nobody_scored_last(
    session: Session, scored: tuple[Event, User]
) -> None:
    event, member = scored
    rows, total = listed(session, event, ProposalSearch(), user_id=member.id)

    shown = [(row.headline, row.mean, row.lowest, row.highest, row.scores, row.own) for row in rows]
    assert total == 3
    assert shown == [
        ("Good", 4.0, 4, 4, 2, 4),
        ("Torn", 3.0, 1, 5, 2, 5),
        ("New", None, None, None, 0, None),
    ]


def test_a_list_is_filtered_searched_and_ordered(
    session: Session, scored: tuple[Event, User]
) -> None:
    assert heads(session, scored, order=ProposalOrder.DISPUTED)[0] == "Torn"
    assert heads(session, scored, order=ProposalOrder.NEWEST)[0] == "New"
    assert heads(session, scored, typed="mueller to") == ["Torn"]
    assert heads(session, scored, kind=SessionKind.WORKSHOP) == ["Good"]
    assert heads(session, scored, language="de") == ["Torn"]
    assert heads(session, scored, unread_by=scored[1].id) == ["New"]
    assert heads(session, scored, state=ProposalState.ACCEPTED) == []
    assert heads(session, scored, page=2, size=2) == ["New"]


def test_no_draft_is_shown_to_the_team(session: Session, scored: tuple[Event, User]) -> None:
    assert heads(session, scored, state=ProposalState.DRAFT) == []
    assert heads(session, scored, typed="secret") == []
    event, _member = scored
    assert [row.headline for row in after(session, event, None, cursor=0, most=9)] == [
        "Good",
        "Torn",
        "New",
    ]
    assert after(session, event, ProposalState.DRAFT, cursor=0, most=9) == []
    assert by_state(session, event) == {ProposalState.SUBMITTED: 3, ProposalState.DRAFT: 1}


def test_a_list_costs_two_statements_however_long(
    app: Flask, session: Session, scored: tuple[Event, User]
) -> None:
    event, member = scored
    for number in range(20):
        make_proposal(session, event, f"Talk {number}", email=f"a{number}@example.org")
    session.commit()
    known = event.id, member.id  # read again before it is counted
    with counted(app) as sent:
        listed(session, event, ProposalSearch(), user_id=known[1])

    assert len(sent) == 2


def test_decisions_that_are_held_are_counted(session: Session, scored: tuple[Event, User]) -> None:
    event, _member = scored
    first, second, _third = after(session, event, None, cursor=0, most=9)
    decide(session, [first], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)
    decide(session, [second], ProposalState.DECLINED, by=SOMEBODY, now=NOON)

    assert number_held(session, event) == {ProposalState.ACCEPTED: 1, ProposalState.DECLINED: 1}
    assert figures_of(session, [first, second]) == {first.id: (2, 4.0), second.id: (2, 3.0)}
