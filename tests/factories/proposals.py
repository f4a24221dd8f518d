"""Calls for contributions and proposals for tests."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.speakers.models import CallForProposals, Proposal
from eventapp.speakers.services.calls import CallChange, change_call
from eventapp.speakers.services.proposals import ProposalChange, save_draft, submit_new
from tests.factories.events import NOON


def make_call(session: Session, event: Event, **more: Any) -> CallForProposals:
    """Return an open call for talks and workshops."""
    kinds = (SessionKind.TALK, SessionKind.WORKSHOP)
    change = CallChange(**{"active": True, "kinds": kinds, **more})
    return change_call(session, event, change, by=SYSTEM, now=NOON)


def written(headline: str = "Clusters and data", **more: Any) -> ProposalChange:
    """Return what Zoe Curie writes of a proposal."""
    values = {
        "abstract": "What we learned.",
        "language": "fr",
        "languages": ("fr",),
        "given_name": "Zoe",
        "family_name": "Curie",
        "email": "zoe@example.org",
    }
    return ProposalChange(headline=headline, **{**values, **more})


def make_proposal(
    session: Session, event: Event, headline: str = "Clusters and data", *, now: datetime = NOON,
    **more: Any,
) -> Proposal:  # fmt: skip
    """Return a proposal that was handed in; the call is open."""
    return submit_new(session, event, written(headline, **more), now=now)


def make_draft(session: Session, event: Event, **more: Any) -> Proposal:
    """Return a draft of a proposal; the call is open."""
    return save_draft(session, event, written(**more), now=NOON)
