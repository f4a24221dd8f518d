"""Proposals as their authors write them: drafts, submitted, changed, withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session, object_session

from eventapp import changes
from eventapp.accounts.addresses import checked, key_of
from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, note_change, record
from eventapp.languages import FIRST
from eventapp.mail import services as mail
from eventapp.orm import lock_row
from eventapp.speakers.emails.proposals import ProposalDraftEmail, ProposalReceivedEmail
from eventapp.speakers.errors import CallClosed, NoCall, TooManyFromAddress
from eventapp.speakers.models.proposals import Proposal, ProposalAuthor, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.text_search import searchable

AUTHOR = Actor("visitor", label="")
"""Whoever writes a proposal: the journal names no stranger."""

WINDOW, MOST_IN_WINDOW = timedelta(hours=1), 5
"""Each new proposal writes to its address, which may be a stranger's: the form is no mail gun."""

CHANGEABLE = (ProposalState.DRAFT, ProposalState.SUBMITTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoAuthor:
    """Somebody who would contribute beside whoever proposes."""

    given_name: str = ""
    family_name: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChange:
    """What its author writes of a proposal."""

    headline: str = ""
    abstract: str = ""
    kind: SessionKind = SessionKind.TALK
    language: str = FIRST
    languages: tuple[str, ...] = ()
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    email: str = ""
    remark: str = ""
    agrees: bool = False
    co_authors: tuple[CoAuthor, ...] = ()

    @classmethod
    def of(cls, proposal: Proposal) -> "ProposalChange":
        """Return a proposal as it stands."""
        session = object_session(proposal)
        known = queries.authors_of(session, [proposal]) if session is not None else {}
        authors = tuple(changes.read(CoAuthor, author) for author in known.get(proposal.id, ()))
        held = {name: getattr(proposal, name) for name in PLAIN}
        return cls(**held, languages=tuple(proposal.languages), co_authors=authors)


PLAIN = (
    *("headline", "abstract", "kind", "language", "title", "given_name", "family_name"),
    *("organisation", "email", "remark", "agrees"),
)
"""Fields of the change that stand in a proposal as they are."""


def save_draft(
    session: Session, event: Event, change: ProposalChange, *, now: datetime
) -> Proposal:
    """Keep what somebody has written so far, and send them the link by which they go on.

    Raises NoCall, CallClosed, BadAddress, TooManyFromAddress.
    """
    proposal = _add(session, event, change, now=now)
    _post(session, event, proposal, ProposalDraftEmail, now=now)
    return proposal


def submit_new(
    session: Session, event: Event, change: ProposalChange, *, now: datetime
) -> Proposal:
    """Take a proposal, and say so by an e-mail with the link by which it can be changed.

    Raises NoCall, CallClosed, BadAddress, TooManyFromAddress.
    """
    proposal = _add(session, event, change, now=now)
    _submit(session, event, proposal, now=now)
    return proposal


def change_proposal(
    session: Session,
    event: Event,
    proposal: Proposal,
    change: ProposalChange,
    *,
    seen: changes.Seen | None = None,
    now: datetime,
) -> None:
    """Write what is new of a proposal; the address is the one that its link went to.

    Raises CallClosed, ChangedByBoth (`changes.merged`).
    """
    lock_row(session, proposal)
    check_may_change(session, event, proposal, now=now)
    before = ProposalChange.of(proposal)
    after = changes.merged(before, change, seen)
    if after != before:
        _write(session, proposal, after, now=now)
        note_change(session, about(proposal), before, after, by=AUTHOR, now=now)


def submit(session: Session, event: Event, proposal: Proposal, *, now: datetime) -> None:
    """Hand a draft in; a proposal that was handed in stays so."""
    lock_row(session, proposal)
    check_may_change(session, event, proposal, now=now)
    if proposal.state is ProposalState.DRAFT:
        _submit(session, event, proposal, now=now)


def withdraw(session: Session, proposal: Proposal, *, now: datetime) -> None:
    """Take a proposal back that nobody has been answered about; twice is as once."""
    lock_row(session, proposal)
    if proposal.state is ProposalState.WITHDRAWN:
        return
    if proposal.answered_at is not None:
        raise CallClosed
    proposal.state, proposal.changed_at = ProposalState.WITHDRAWN, now
    record(session, "proposal-withdrawn", about(proposal), by=AUTHOR, now=now)


def check_may_change(session: Session, event: Event, proposal: Proposal, *, now: datetime) -> None:
    """Refuse changes after the deadline, and of what was decided or taken back."""
    call = queries.call_of(session, event)
    if call is None or not call.takes(event, now) or proposal.state not in CHANGEABLE:
        raise CallClosed


def about(proposal: Proposal) -> Object:
    """Return the proposal as the journal knows it: by no words of its author."""
    return Object("proposal", proposal.id, proposal.public_id, proposal.event_id)


def _add(session: Session, event: Event, change: ProposalChange, *, now: datetime) -> Proposal:
    call = queries.call_of(session, event)
    if call is None or not call.active:
        raise NoCall
    if not call.takes(event, now):
        raise CallClosed
    lately = queries.number_since(session, event, key_of(checked(change.email)), now - WINDOW)
    if lately >= MOST_IN_WINDOW:
        raise TooManyFromAddress
    proposal = Proposal(event=event, created_at=now, changed_at=now)
    session.add(proposal)
    session.flush()
    _write(session, proposal, change, now=now)
    note_change(session, about(proposal), None, change, by=AUTHOR, now=now)
    return proposal


def _write(session: Session, proposal: Proposal, change: ProposalChange, *, now: datetime) -> None:
    address = checked(change.email)
    held = {name: getattr(change, name) for name in PLAIN}
    for name, value in {**held, "email": address}.items():
        setattr(proposal, name, value)
    proposal.languages, proposal.email_key = list(change.languages), key_of(address)
    proposal.folded, proposal.changed_at = _searched(change), now
    session.execute(delete(ProposalAuthor).where(ProposalAuthor.proposal_id == proposal.id))
    session.add_all(
        ProposalAuthor(
            proposal_id=proposal.id,
            position=position,
            given_name=author.given_name,
            family_name=author.family_name,
            organisation=author.organisation,
        )
        for position, author in enumerate(change.co_authors)
    )
    session.flush()


def _searched(change: ProposalChange) -> str:
    """Return every spelling that finds the proposal: of its headline, and of everybody named."""
    names = [
        name for author in change.co_authors for name in (author.family_name, author.given_name)
    ]
    who = (change.family_name, change.given_name, change.organisation)
    return searchable(change.headline, *who, *names)[:800]


def _submit(session: Session, event: Event, proposal: Proposal, *, now: datetime) -> None:
    proposal.state, proposal.submitted_at = ProposalState.SUBMITTED, now
    session.flush()
    record(session, "proposal-submitted", about(proposal), by=AUTHOR, now=now)
    _post(session, event, proposal, ProposalReceivedEmail, now=now)


def _post(
    session: Session,
    event: Event,
    proposal: Proposal,
    kind: type[ProposalDraftEmail | ProposalReceivedEmail],
    *,
    now: datetime,
) -> None:
    call = queries.call_of(session, event)
    email = kind.of_proposal(proposal, event, call.closes_at if call else None)
    target = mail.About("proposal", proposal.id, event.id)
    mail.post(session, proposal.email, email, language=proposal.language, about=target, now=now)
