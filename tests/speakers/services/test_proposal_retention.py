"""What came to nothing is deleted after ninety days with all that was written about it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import FORGOTTEN, Email
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile
from eventapp.speakers.models import Proposal, ProposalState
from eventapp.speakers.services.deciding import decide, review, send_decisions
from eventapp.speakers.services.proposal_files import add_file
from eventapp.speakers.services.proposal_retention import (
    KEPT,
    delete_of_address,
    forget_proposals,
)
from eventapp.speakers.services.proposals import CoAuthor, withdraw
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.factories.registrations import SOMEBODY

PAPER = ReadFile(FilePurpose.MATERIAL, "paper.pdf", "application/pdf", b"%PDF-1.4 a")


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without a date whose call is open."""
    event = make_event(session, starts_at=None, ends_at=None)
    make_call(session, event)
    return event


def left(session: Session) -> set[ProposalState]:
    """Return the states of the proposals that there still are."""
    return set(session.scalars(select(Proposal.state)))


def test_declined_withdrawn_and_forgotten_proposals_go_and_the_others_stay(
    session: Session, event: Event
) -> None:
    kept, accepted, declined, gone = (
        make_proposal(session, event, name, email=f"{name}@example.org") for name in "abcd"
    )
    make_draft(session, event)
    decide(session, [accepted], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)
    decide(session, [declined], ProposalState.DECLINED, by=SOMEBODY, now=NOON)
    send_decisions(session, event, by=SOMEBODY, now=NOON)
    withdraw(session, gone, now=NOON)

    forget_proposals(session, now=NOON + KEPT)
    assert left(session) == set(ProposalState)
    forget_proposals(session, now=NOON + KEPT + timedelta(minutes=1))

    assert left(session) == {ProposalState.SUBMITTED, ProposalState.ACCEPTED}
    assert kept.headline == "a"


def test_ninety_days_after_the_event_none_is_left(session: Session, event: Event) -> None:
    make_proposal(session, event)
    event.ends_at = NOON

    forget_proposals(session, now=NOON + KEPT + timedelta(minutes=1))

    assert left(session) == set()


def test_nothing_of_a_deleted_proposal_is_left_anywhere(
    session: Session, event: Event, tmp_path: Path
) -> None:
    proposal = make_proposal(session, event, co_authors=(CoAuthor(family_name="Lee"),))
    review(session, proposal, make_member(session, event), score=1, comment="thin", by=SOMEBODY,
           now=NOON)  # fmt: skip
    add_file(session, event, proposal, PAPER, tmp_path, now=NOON)

    emptied = delete_of_address(session, event.id, "Zoe@Example.org")
    session.flush()

    assert len(emptied) == 1
    assert set(session.scalars(select(Email.to_address))) == {FORGOTTEN}
    noted = repr(
        session.scalars(select(Entry.changes).where(Entry.object_kind == "proposal")).all()
    )
    assert not any(word in noted for word in ("Curie", "Clusters", "zoe@example.org", "Lee"))
    assert session.scalar(select(func.count(StoredFile.id))) == 0
