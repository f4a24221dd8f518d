"""What a contributor answers, or who answers for them, and changing it afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.journal.services import Actor, record
from eventapp.people.services import PersonChange, change_person
from eventapp.speakers.emails.contributors import SpeakingAnswer, day_text
from eventapp.speakers.errors import AnswerSettled, NotAsked
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.services.posting import (
    Addressee,
    about,
    parts_told,
    points_told,
    post,
)
from eventapp.speakers.services.states import in_state, settle, stand
from eventapp.speakers.services.waiting_emails import end_links

ANSWERED = (ContributorState.ACCEPTED, ContributorState.DECLINED)
"""Answers that may still be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingAnswerChange:
    """What somebody answers to an invitation."""

    accepts: bool
    answered_as: AnsweredAs
    name: str = ""
    """Of the assistant, or of the organiser who notes it; a person answers under their own."""
    email: str = ""
    """Of the assistant."""
    copies: bool = True
    reason: str = ""
    proposal: str = ""
    """Who could come instead."""
    by_own_link: bool = False
    """Whether it is given on the page that only the person's own link opens."""


def may_answer(contributor: Contributor, roles: list[SessionRole]) -> bool:
    """Say whether an answer is taken now: asked, and not settled."""
    return contributor.invited_at is not None and bool(_asked(roles))


def _asked(roles: list[SessionRole]) -> list[SessionRole]:
    """Return the parts an answer is about: those that wait for one, else those that have one."""
    return in_state(roles, ContributorState.INVITED) or in_state(roles, *ANSWERED)


def answer(
    session: Session,
    event: Event,
    contributor: Contributor,
    change: SpeakingAnswerChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Take an answer, first or changed; who answered is thanked, the person gets a copy.

    Who says that they answer for the person is the assistant from then on. If they came by the
    person's own link, that one ends: a new one goes to the person, so that nobody else consents.
    Organisers note what they were told, of parts to which nobody was invited in writing, too.
    Raises NotAsked, AnswerSettled, BadAddress.
    """
    roles = stand(session, event, contributor)
    answered = in_state(roles, ContributorState.DRAFT, ContributorState.INVITED)
    if change.answered_as is not AnsweredAs.ORGANISER or not answered:
        if not may_answer(contributor, roles):
            raise AnswerSettled if in_state(roles, ContributorState.CONFIRMED) else NotAsked
        answered = _asked(roles)
    contributor.invited_at = contributor.invited_at or now
    if change.answered_as is AnsweredAs.ASSISTANT:
        _introduce(session, contributor, change, by=by, now=now)
    _note(contributor, change, now=now)
    state = ContributorState.ACCEPTED if change.accepts else ContributorState.DECLINED
    settle(session, event, contributor, answered, state, now=now)
    _thank(session, event, contributor, change, roles, now=now)
    action = "contributor-accepted" if change.accepts else "contributor-declined"
    record(session, action, about(contributor), by=by, now=now)


def _introduce(
    session: Session,
    contributor: Contributor,
    change: SpeakingAnswerChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write to this assistant from now on; links that were in other hands end."""
    person = contributor.person
    former = person.assistant_email
    named = replace(
        PersonChange.of(person), assistant_name=change.name, assistant_email=change.email
    )
    change_person(session, person, named, by=by, now=now)
    end_links(session, person, email=person.email or "", assistant_email=former)
    if change.by_own_link:
        contributor.consent_generation += 1
    contributor.copies = change.copies


def _note(contributor: Contributor, change: SpeakingAnswerChange, *, now: datetime) -> None:
    person = contributor.person
    contributor.answered_at, contributor.answered_as = now, change.answered_as
    contributor.answered_by = change.name or person.full_name
    contributor.decline_reason = "" if change.accepts else change.reason
    contributor.decline_proposal = "" if change.accepts else change.proposal
    contributor.link_used_at = now


def _thank(
    session: Session,
    event: Event,
    contributor: Contributor,
    change: SpeakingAnswerChange,
    roles: list[SessionRole],
    *,
    now: datetime,
) -> None:
    """Write to who answered, and to the person where somebody else did."""
    person = contributor.person
    points = points_of(session, event, [contributor], {person.id: roles}, now=now)[person.id]
    facts = {
        "parts": parts_told(session, roles, contributor.language),
        "accepted": change.accepts,
        "answered_by": contributor.answered_by,
        "details_by": day_text(contributor.details_by),
        "missing": points_told(points, contributor.language) if change.accepts else [],
    }
    assistant = change.answered_as is AnsweredAs.ASSISTANT
    if assistant:
        post(session, contributor, event, SpeakingAnswer, to=Addressee.ASSISTANT, now=now, **facts)
    if person.email and (not assistant or change.copies or change.accepts):
        copy = change.answered_as is not AnsweredAs.SELF
        post(
            session,
            contributor,
            event,
            SpeakingAnswer,
            to=Addressee.SPEAKER,
            now=now,
            is_copy=copy,
            **facts,
        )


def reopen(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Let an answer be given anew that is settled or was a no. Raises NotAsked."""
    roles = in_state(
        stand(session, event, contributor),
        ContributorState.ACCEPTED,
        ContributorState.DECLINED,
        ContributorState.CONFIRMED,
    )
    if not roles:
        raise NotAsked
    settle(session, event, contributor, roles, ContributorState.INVITED, now=now)
    contributor.invited_at = contributor.invited_at or now
    contributor.answered_at, contributor.answered_by, contributor.answered_as = None, "", None
    record(session, "contributor-reopened", about(contributor), by=by, now=now)
