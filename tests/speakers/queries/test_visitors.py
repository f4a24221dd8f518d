"""Who comes to a contributor's pages: by which of two links, or by an address that is theirs."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.speakers.models import AnsweredAs, SpeakingLink
from eventapp.speakers.queries.visitors import by_address, by_link
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.speakers import give_part, make_contributor

pytestmark = pytest.mark.on_sqlite


def test_the_person_alone_may_consent_and_each_link_is_revoked_by_itself(
    session: Session, event: Event
) -> None:
    contributor = make_contributor(session, event, assistant_name="Océane Buisson")
    who = contributor.person.public_id

    assistant = by_link(session, event, SpeakingLink.ASSISTANT, who, 1)
    speaker = by_link(session, event, SpeakingLink.SPEAKER, who, 1)

    assert assistant
    assert speaker
    assert (assistant.may_consent, assistant.name) == (False, "Océane Buisson")
    assert (speaker.may_consent, speaker.name) == (True, "Geneviève Le Goff")
    contributor.link_generation = 2
    session.flush()
    assert by_link(session, event, SpeakingLink.ASSISTANT, who, 1) is None
    assert by_link(session, event, SpeakingLink.SPEAKER, who, 1) is not None
    assert by_link(session, make_event(session, slug="x"), SpeakingLink.SPEAKER, who, 1) is None


def test_an_address_means_its_owner_where_it_means_one_contributor(
    session: Session, event: Event
) -> None:
    make_contributor(session, event, state=ContributorState.INVITED, email="Ada@example.org")
    make_person(session, event, family_name="Elsewhere", email="other@example.org")

    visitor = by_address(session, event, "ada@EXAMPLE.org")

    assert visitor
    assert visitor.acts_as is AnsweredAs.SELF
    assert by_address(session, event, "other@example.org") is None
    twin = make_contributor(session, event, family_name="Twin", email="ada@example.org")
    again = by_address(session, event, "ada@example.org")
    assert again
    assert again.contributor is visitor.contributor  # named by somebody else, shuts nobody out
    give_part(session, event, twin.person, state=ContributorState.INVITED)
    assert by_address(session, event, "ada@example.org") is None


def test_who_is_only_named_is_reached_by_an_address_that_no_other_has(
    session: Session, event: Event
) -> None:
    drafted = make_contributor(session, event, email="ada@example.org")

    visitor = by_address(session, event, "ada@example.org")

    assert visitor
    assert visitor.contributor is drafted
