"""Single proposals: no draft is the team's, whatever is asked for."""

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.speakers.models import ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.deciding import decide, review
from eventapp.speakers.services.proposals import CoAuthor
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.factories.registrations import SOMEBODY


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose call is open."""
    event = make_event(session)
    make_call(session, event)
    return event


def test_a_draft_is_found_by_its_link_and_not_by_the_team(session: Session, event: Event) -> None:
    draft, other = make_draft(session, event), make_event(session, slug="other")

    assert queries.proposal(session, event, draft.public_id) is draft
    assert queries.read_proposal(session, event, draft.public_id) is None
    assert queries.chosen(session, event, [draft.public_id]) == []
    assert queries.after(session, event, ProposalState.DRAFT, cursor=0, most=9) == []
    assert queries.proposal(session, other, draft.public_id) is None


def test_figures_and_held_decisions_are_counted(session: Session, event: Event) -> None:
    first, second = make_proposal(session, event), make_proposal(session, event)
    member = make_member(session, event)
    review(session, first, member, score=4, comment="", by=SOMEBODY, now=NOON)
    decide(session, [first], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)

    assert queries.figures_of(session, [first, second]) == {first.id: (1, 4.0)}
    assert queries.number_held(session, event) == {ProposalState.ACCEPTED: 1}
    assert queries.by_state(session, event) == {
        ProposalState.ACCEPTED: 1,
        ProposalState.SUBMITTED: 1,
    }


def test_who_contributes_beside_an_author_stands_in_order(session: Session, event: Event) -> None:
    others = (CoAuthor(family_name="Weiß"), CoAuthor(family_name="Adler"))
    proposal = make_proposal(session, event, co_authors=others)

    names = [author.family_name for author in queries.authors_of(session, [proposal])[proposal.id]]
    assert names == ["Weiß", "Adler"]


def test_an_address_finds_what_came_from_it(session: Session, event: Event) -> None:
    proposal = make_proposal(session, event, email="Zoe@Example.org")

    assert queries.of_address(session, event.id, "zoe@example.org") == [proposal]
    assert queries.of_address(session, event.id, "bo@example.org") == []


def test_the_journal_names_proposals_that_the_team_reads(session: Session, event: Event) -> None:
    read, draft = make_proposal(session, event), make_draft(session, event)

    titles = queries.titles(session, event, [read.id, draft.id])
    assert titles == {read.id: Translated.same(read.headline)}
