"""An answer is taken from the person or the assistant, changed, settled and opened again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.errors import BadAddress
from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.errors import AnswerSettled, NotAsked
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.services.answers import SpeakingAnswerChange, answer, reopen
from eventapp.speakers.services.confirming import confirm
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor
from tests.speakers.services.test_invitations import deeds, states

BY_ASSISTANT = SpeakingAnswerChange(
    accepts=True, answered_as=AnsweredAs.ASSISTANT, name="Océane", email="o@example.org"
)
SELF = SpeakingAnswerChange(accepts=True, answered_as=AnsweredAs.SELF)
NO = SpeakingAnswerChange(
    accepts=False, answered_as=AnsweredAs.SELF, reason="On leave", proposal="Anne Roux"
)


@pytest.fixture
def invited(session: Session, event: Event) -> Contributor:
    """Return somebody who was invited."""
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.invited_at = NOON
    return contributor


def read(session: Session) -> list[tuple[str, str, bool]]:
    """Return to whom answers were confirmed, by which link, and whether it is a copy."""
    emails = session.scalars(select(Email).where(Email.kind == "SpeakingAnswer"))
    return [(row.to_address, row.facts["link"], row.facts["is_copy"]) for row in emails]


def test_who_answers_for_somebody_is_the_assistant_and_cannot_consent(
    session: Session, event: Event, invited: Contributor
) -> None:
    by_own_link = SpeakingAnswerChange(
        accepts=True,
        answered_as=AnsweredAs.ASSISTANT,
        name="Océane",
        email="o@example.org",
        by_own_link=True,
    )

    answer(session, event, invited, by_own_link, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.ACCEPTED]
    assert (invited.person.assistant_email, invited.answered_by) == ("o@example.org", "Océane")
    assert (invited.link_generation, invited.consent_generation) == (1, 2)
    assert read(session) == [
        ("o@example.org", "speaking", False),
        ("g@example.org", "speaking-consent", True),
    ]
    assert deeds(session, invited) == ["contributor-accepted"]


def test_another_assistant_ends_the_former_ones_link(
    session: Session, event: Event, invited: Contributor
) -> None:
    answer(session, event, invited, BY_ASSISTANT, by=SOMEBODY, now=NOON)
    other = SpeakingAnswerChange(
        accepts=True, answered_as=AnsweredAs.ASSISTANT, name="Paul", email="p@example.org"
    )

    answer(session, event, invited, other, by=SOMEBODY, now=NOON)

    assert invited.link_generation == 2


def test_a_no_keeps_reason_and_proposal_until_it_becomes_a_yes(
    session: Session, event: Event, invited: Contributor
) -> None:
    answer(session, event, invited, NO, by=SOMEBODY, now=NOON)
    assert states(session) == [ContributorState.DECLINED]
    assert (invited.decline_reason, invited.decline_proposal) == ("On leave", "Anne Roux")

    answer(session, event, invited, SELF, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.ACCEPTED]
    assert (invited.decline_reason, invited.decline_proposal) == ("", "")
    assert read(session) == [("g@example.org", "speaking-consent", False)] * 2


def test_what_is_confirmed_is_changed_by_the_organisers_alone(
    session: Session, event: Event, invited: Contributor
) -> None:
    answer(session, event, invited, SELF, by=SOMEBODY, now=NOON)
    confirm(session, event, invited, by=SOMEBODY, now=NOON)
    with pytest.raises(AnswerSettled):
        answer(session, event, invited, NO, by=SOMEBODY, now=NOON)

    reopen(session, event, invited, by=SOMEBODY, now=NOON)
    answer(session, event, invited, NO, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.DECLINED]


def test_without_an_invitation_or_an_address_nothing_is_answered(
    session: Session, event: Event, invited: Contributor
) -> None:
    nowhere = SpeakingAnswerChange(
        accepts=True, answered_as=AnsweredAs.ASSISTANT, name="O", email="nowhere"
    )
    with pytest.raises(BadAddress):
        answer(session, event, invited, nowhere, by=SOMEBODY, now=NOON)
    invited.invited_at = None
    with pytest.raises(NotAsked):
        answer(session, event, invited, SELF, by=SOMEBODY, now=NOON)
    draft = make_contributor(session, event)
    with pytest.raises(NotAsked):
        reopen(session, event, draft, by=SOMEBODY, now=NOON)
