"""A host's delegation: its places are its own, in whatever organisation its people work."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.journal.models import Entry
from eventapp.journal.queries import history_of
from eventapp.mail.models import Email, EmailState
from eventapp.mail.queries import LogSearch, log
from eventapp.people.models import Organisation
from eventapp.registration import queries
from eventapp.registration.errors import ContingentFull, WrongState
from eventapp.registration.models import Invitation, InvitationState, State
from eventapp.registration.queries import Search, delegations
from eventapp.registration.services import invitations, sign_up
from eventapp.registration.services.delegations import (
    approve_delegate,
    correct_delegate,
    register_delegate,
)
from eventapp.registration.services.invitations import InvitationChange
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.scope import Scope
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_host, make_organisation
from tests.factories.registrations import (
    SOMEBODY,
    make_contingent,
    make_details,
    make_registration,
)

pytestmark = pytest.mark.on_sqlite


class Hosted:
    """An event of ten places, two of which are kept for the delegation of a host."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.event, self.category = make_event_with_category(session, places=10)
        self.host = make_organisation(session, self.event, "AFPC")
        make_host(session, self.event, self.host)
        make_contingent(session, self.event, name="AFPC", places=2, organisation="AFPC")

    @property
    def scope(self) -> Scope:
        """What the host's representatives see."""
        return Scope(self.event.id, frozenset([self.host.id]))

    def invite(self, *addresses: str) -> list[Invitation]:
        """Invite people of other organisations into the delegation."""
        guests = [
            InvitationChange(email=address, organisation="Xylofutur") for address in addresses
        ]
        written = invitations.written_to(self.event, self.category, guests, self.host, now=NOON)
        assert not invitations.invite_all(self.session, self.event, written, by=SOMEBODY, now=NOON)
        return list(delegations.invitations_of(self.session, self.host))

    def register(self, name: str) -> State:
        """Register somebody of another organisation in the delegation."""
        details = make_details(name, organisation="Xylofutur")
        made = register_delegate(
            self.session, self.event, self.host, self.category, details, by=SOMEBODY, now=NOON
        )
        return made.state


@pytest.fixture
def hosted(session: Session) -> Hosted:
    """Return the event with its host."""
    return Hosted(session)


def names(session: Session, scope: Scope) -> list[str]:
    """Return whom a reader of that scope sees."""
    return [row.family_name for row in queries.everything(session, scope, Search(sort="name"))]


def test_who_is_invited_counts_before_they_answer_and_takes_a_place_of_the_host(
    session: Session, hosted: Hosted
) -> None:
    ada, bob = hosted.invite("ada@x.example", "bob@x.example")
    assert delegations.quota(session, hosted.host).free == 0

    details = make_details("Ada", email="ada@x.example", organisation="Xylofutur")
    made = invitations.accept(session, ada, hosted.event, details, by=sign_up.VISITOR, now=NOON)
    invitations.decline(session, bob, by=sign_up.VISITOR, now=NOON)

    assert made.contingent_id == delegations.contingents_of(session, hosted.host)[0].id
    quota = delegations.quota(session, hosted.host)
    assert (quota.held, quota.invited, quota.free, quota.waiting) == (1, 0, 1, 0)
    assert names(session, hosted.scope) == ["Ada"]


def test_a_host_registers_within_its_places_and_not_in_those_open_to_all(hosted: Hosted) -> None:
    assert [hosted.register(name) for name in ("Ada", "Bob")] == [State.CONFIRMED] * 2

    with pytest.raises(ContingentFull):
        hosted.register("Cem")


def test_a_request_is_approved_out_of_the_places_of_the_host_alone(
    session: Session, hosted: Hosted
) -> None:
    asking = [
        make_registration(session, hosted.event, hosted.category, name, organisation="AFPC")
        for name in ("Ada", "Bob", "Cem")
    ]
    for person in asking:
        person.state, person.contingent_id, person.confirmed_at = State.PENDING, None, None
    session.flush()

    def approve(number: int) -> None:
        approve_delegate(session, asking[number], hosted.event, hosted.host, by=SOMEBODY, now=NOON)

    approve(0)
    approve(1)
    with pytest.raises(ContingentFull):
        approve(2)
    with pytest.raises(WrongState):
        approve(0)
    assert [person.state for person in asking] == [State.CONFIRMED, State.CONFIRMED, State.PENDING]


def test_people_of_a_delegation_are_looked_after_by_its_host_and_by_nobody_else(
    session: Session, hosted: Hosted
) -> None:
    other = make_organisation(session, hosted.event, "Xylofutur")
    hosted.register("Ada")
    make_registration(session, hosted.event, hosted.category, "Bob", organisation="Xylofutur")

    theirs = Scope(hosted.event.id, frozenset([other.id]))

    assert (names(session, hosted.scope), names(session, theirs)) == (["Ada"], ["Bob"])
    session.flush()
    assert [email.to_address for email in log(session, hosted.scope, LogSearch())[0]] == [
        "ada@example.org"
    ]
    ada = queries.everything(session, hosted.scope, Search())[0]
    assert history_of(session, "registration", ada.id, scope=hosted.scope)
    noted = session.query(Entry).where(Entry.object_id == ada.id, Entry.action == "registered")
    assert [entry.organisation_id for entry in noted] == [hosted.host.id]


def test_who_is_corrected_stays_in_the_delegation_whatever_organisation_is_typed(
    session: Session, hosted: Hosted
) -> None:
    ada = make_registration(session, hosted.event, hosted.category, "Ada", organisation="AFPC")
    change = replace(RegistrationChange.of(ada), organisation="Elsewhere", priority=9)

    correct_delegate(session, ada, hosted.event, hosted.host, change, by=SOMEBODY, now=NOON)

    assert names(session, hosted.scope) == ["Ada"]
    assert (ada.organisation_name, ada.priority) == ("Elsewhere", 0)


def test_an_invitation_that_came_back_is_known_until_it_goes_to_another_address(
    session: Session, hosted: Hosted
) -> None:
    (ada,) = hosted.invite("ada@x.example")
    session.flush()
    session.execute(update(Email).values(state=EmailState.BOUNCED))

    assert delegations.returned_invitations(session, [ada]) == {ada.id}
    ada.email = "ada@xylofutur.example"
    assert delegations.returned_invitations(session, [ada]) == set()


def test_an_invitation_of_another_host_is_not_there(session: Session, hosted: Hosted) -> None:
    other: Organisation = make_organisation(session, hosted.event, "BioM")
    (ada,) = hosted.invite("ada@x.example")

    assert delegations.invitation_of(session, hosted.host, ada.public_id) is ada
    assert delegations.invitation_of(session, other, ada.public_id) is None
    assert ada.state is InvitationState.OPEN


def test_a_host_invites_into_the_categories_that_its_places_are_kept_for(
    session: Session, hosted: Hosted
) -> None:
    event: Event = hosted.event
    category: Category = hosted.category
    assert delegations.categories_for(session, event, hosted.host) == [category]
    other = make_organisation(session, event, "BioM")
    make_contingent(
        session, event, name="BioM", places=1, organisation="BioM", category=category.key
    )
    assert delegations.categories_for(session, event, other) == [category]
