"""E-mails to whoever proposes a session: the link to go on, that it arrived, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.errors import Sentence
from eventapp.events.emails import facts_of
from eventapp.events.models import Event
from eventapp.moments import utc_text
from eventapp.speakers.models.proposals import Proposal, ProposalState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEmail:
    """What every e-mail about a proposal states."""

    public_id: str
    title: str
    given_name: str
    family_name: str
    headline: str
    """What the proposal is called; an e-mail repeats no lure of a stranger (`harmless`)."""
    closes_at: str
    event: str
    slug: str
    zone: str
    venue: str
    signed_by: str
    contact: str
    notice: str

    @classmethod
    def of_proposal(cls, proposal: Proposal, event: Event, closes_at: datetime | None) -> Self:
        """Take the facts down in the language of the proposal."""
        return cls(
            public_id=proposal.public_id,
            title=proposal.title,
            given_name=proposal.given_name,
            family_name=proposal.family_name,
            headline=proposal.headline,
            closes_at=utc_text(closes_at) or "",
            **facts_of(event, proposal.language),
        )

    def _stands(self, session: Session, *states: ProposalState) -> bool:
        statement = select(Proposal.id).where(
            Proposal.public_id == self.public_id, Proposal.state.in_(states)
        )
        return session.scalar(statement) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDraftEmail(ProposalEmail):
    """The draft is kept; the link goes on with it."""

    template: ClassVar[str] = "emails/speakers/proposal_draft"
    named: ClassVar[Sentence] = Sentence("draft of a proposal")

    def still_holds(self, session: Session) -> bool:
        """Say whether the draft is still one."""
        return self._stands(session, ProposalState.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReceivedEmail(ProposalEmail):
    """The proposal has arrived; the link changes it or takes it back."""

    template: ClassVar[str] = "emails/speakers/proposal_received"
    named: ClassVar[Sentence] = Sentence("proposal received")

    def still_holds(self, session: Session) -> bool:
        """Say whether the proposal is still offered."""
        return self._stands(
            session, ProposalState.SUBMITTED, ProposalState.ACCEPTED, ProposalState.DECLINED
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAcceptedEmail(ProposalEmail):
    """The proposal is accepted."""

    template: ClassVar[str] = "emails/speakers/proposal_accepted"
    named: ClassVar[Sentence] = Sentence("proposal accepted")
    proved: ClassVar[bool] = True  # the organisers have read what it repeats

    def still_holds(self, session: Session) -> bool:
        """Say whether it is still accepted."""
        return self._stands(session, ProposalState.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclinedEmail(ProposalEmail):
    """The proposal is declined."""

    template: ClassVar[str] = "emails/speakers/proposal_not_accepted"
    named: ClassVar[Sentence] = Sentence("proposal declined")

    def still_holds(self, session: Session) -> bool:
        """Say whether it is still declined."""
        return self._stands(session, ProposalState.DECLINED)
