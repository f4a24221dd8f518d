"""What the team thinks of proposals and decides; accepted ones become sessions of the programme.

A decision can be undone until its author is written to: then it stands, and the session is made.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.accounts.models import User
from eventapp.agenda.models import ContributorState
from eventapp.agenda.services import RoleChange, SessionChange, add_session
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record, record_all
from eventapp.mail import services as mail
from eventapp.orm import Translated, lock_row, lock_rows
from eventapp.people.models import Person, PublicBasis
from eventapp.people.queries import persons_reached_at
from eventapp.people.services import PersonChange, change_person, person_called
from eventapp.speakers.emails.proposals import ProposalAcceptedEmail, ProposalDeclinedEmail
from eventapp.speakers.errors import AnsweredAlready, NotToDecide
from eventapp.speakers.models.proposals import Proposal, ProposalReview, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.contributors import keep_up
from eventapp.speakers.services.proposals import about

DECIDABLE = (ProposalState.SUBMITTED, ProposalState.ACCEPTED, ProposalState.DECLINED)

ACTIONS = {
    ProposalState.ACCEPTED: "proposal-accepted",
    ProposalState.DECLINED: "proposal-declined",
    ProposalState.SUBMITTED: "proposal-reopened",
}
AGREED = Sentence("agreed when submitting a proposal")
"""Why the public may read of somebody who proposed a session."""

AT_ONCE = 10
"""Authors who are written to in one transaction: others who write wait for it."""


def review(
    session: Session,
    proposal: Proposal,
    user: User,
    *,
    score: int | None,
    comment: str,
    by: Actor,
    now: datetime,
) -> None:
    """Write down a member's own score and comment, in place of what they thought before."""
    lock_row(session, proposal)
    known = next(
        (known for known in queries.reviews_of(session, proposal) if known.user_id == user.id),
        None,
    )
    if known is None:
        known = ProposalReview(proposal_id=proposal.id, user=user, reviewed_at=now)
        session.add(known)
    elif (known.score, known.comment) == (score, comment):
        return
    known.score, known.comment, known.reviewed_at = score, comment, now
    session.flush()
    record(session, "proposal-reviewed", about(proposal), by=by, now=now, changes={"score": score})


def decide(
    session: Session,
    proposals: Sequence[Proposal],
    state: ProposalState,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Accept, decline or reopen proposals; return how many are otherwise now.

    Nobody is written to. Raises NotToDecide, AnsweredAlready; then none is decided.
    """
    decided = [_decided(session, proposal, state, by=by, now=now) for proposal in proposals]
    changed = [about(proposal) for proposal in decided if proposal is not None]
    session.flush()
    record_all(session, ACTIONS[state], changed, by=by, now=now)
    return len(changed)


def _decided(
    session: Session, proposal: Proposal, state: ProposalState, *, by: Actor, now: datetime
) -> Proposal | None:
    lock_row(session, proposal)
    if proposal.state not in DECIDABLE:
        raise NotToDecide
    if proposal.state is state:
        return None
    if proposal.answered_at is not None:
        raise AnsweredAlready
    proposal.state = state
    reopened = state is ProposalState.SUBMITTED
    proposal.decided_at = None if reopened else now
    proposal.decided_by = "" if reopened else by.label[:160]
    return proposal


def send_decisions(session: Session, event: Event, *, by: Actor, now: datetime) -> int:
    """Write to the next authors whose proposals are decided, AT_ONCE at most; return to how many.

    What is accepted becomes a session of the draft with its people, none of them confirmed.
    """
    statement = queries.held(event).order_by(Proposal.id).limit(AT_ONCE)
    proposals = session.scalars(lock_rows(session, statement)).all()
    for proposal in proposals:
        accepted = proposal.state is ProposalState.ACCEPTED
        kind = ProposalAcceptedEmail if accepted else ProposalDeclinedEmail
        if accepted:
            proposal.session_public_id = _make_session(session, event, proposal, by=by, now=now)
        proposal.answered_at = now
        email = kind.of_proposal(proposal, event, None)
        target = mail.About("proposal", proposal.id, event.id)
        mail.post(session, proposal.email, email, language=proposal.language, about=target, now=now)
    session.flush()
    if proposals:
        keep_up(session, event)
        target_event = Object("event", event.id, event.slug, event.id)
        numbers = {"emails": len(proposals)}
        record(session, "proposals-answered", target_event, by=by, now=now, changes=numbers)
    return len(proposals)


def _make_session(
    session: Session, event: Event, proposal: Proposal, *, by: Actor, now: datetime
) -> str:
    """Add the session that a proposal became, and return its public id."""
    people = dict.fromkeys(_people(session, event, proposal, by=by, now=now))
    change = SessionChange(
        title=_in_its_language(proposal, proposal.headline),
        abstract=_in_its_language(proposal, proposal.abstract),
        kind=proposal.kind,
        languages=tuple(proposal.languages),
        notes=_in_its_language(proposal, proposal.remark),
        people=tuple(
            replace(RoleChange.new(person), state=ContributorState.DRAFT) for person in people
        ),
    )
    return add_session(session, event, change, by=by, now=now).public_id


def _in_its_language(proposal: Proposal, text: str) -> Translated:
    return Translated.of({proposal.language: text})


def _people(
    session: Session, event: Event, proposal: Proposal, *, by: Actor, now: datetime
) -> list[Person]:
    """Return who contributes, from the directory or new in it: the author first."""
    author = _author(session, event, proposal, by=by, now=now)
    authors = queries.authors_of(session, [proposal]).get(proposal.id, ())
    others = [
        person_called(
            session,
            event,
            PersonChange(
                given_name=other.given_name,
                family_name=other.family_name,
                organisation=other.organisation,
            ),
            by=by,
            now=now,
        )
        for other in authors
    ]
    return [author, *others]


def _author(
    session: Session, event: Event, proposal: Proposal, *, by: Actor, now: datetime
) -> Person:
    """Return the author in the directory: known by the address, by the name, or new.

    What the directory says of them stays; of whoever has the same address, their word counts.
    """
    agreed = PersonChange(
        basis=PublicBasis.OWN_WORD if proposal.agrees else PublicBasis.NONE,
        basis_note=i18n.render(AGREED) if proposal.agrees else "",
    )
    reached = persons_reached_at(session, event.id, proposal.email)
    if not reached:
        return person_called(session, event, _new(proposal, agreed), by=by, now=now)
    person, held = reached[0], PersonChange.of(reached[0])
    if proposal.agrees and held.basis is PublicBasis.NONE:
        named = replace(held, basis=agreed.basis, basis_note=agreed.basis_note)
        change_person(session, person, named, by=by, now=now)
    return person


def _new(proposal: Proposal, agreed: PersonChange) -> PersonChange:
    return replace(
        agreed,
        title=proposal.title,
        given_name=proposal.given_name,
        family_name=proposal.family_name,
        organisation=proposal.organisation,
        email=proposal.email,
        languages=_spoken(proposal),
    )


def _spoken(proposal: Proposal) -> list[str]:
    """Return the languages the author speaks, the one of e-mails first."""
    return list(dict.fromkeys((proposal.language, *proposal.languages)))
