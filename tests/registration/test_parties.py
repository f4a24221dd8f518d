"""One person registers several: delegations, companions, and parting."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.events.models import Category, Event
from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.errors import (
    NotYourMember,
    OwnAddress,
    PartyFull,
    RegistrationClosed,
)
from eventapp.registration.models import Bond, PartyMember, Registration, Source, State
from eventapp.registration.services import changes, parties, self_service
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import SOMEBODY, make_details, make_registration

LATER = NOON + timedelta(days=2)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of four places."""
    return make_event(session, places=4)


@pytest.fixture
def category(session: Session, event: Event) -> Category:
    """Return a group whose members may register two colleagues and bring one companion."""
    return make_category(session, event, colleagues=2, plus_ones=1)


@pytest.fixture
def host(session: Session, event: Event, category: Category) -> Registration:
    """Return Ada's confirmed place."""
    return make_registration(session, event, category, "Ada")


def bring(
    session: Session, host: Registration, bond: Bond, family_name: str, **changes: object
) -> PartyMember:
    """Let the host register somebody."""
    details = make_details(family_name, **changes)
    event = session.get_one(Event, host.event_id)
    return parties.add(session, host, event, bond, details, by=SOMEBODY, now=NOON)


def place_of(member: PartyMember) -> Registration:
    """Return the registration made for the member."""
    assert member.registration is not None
    return member.registration


def emails(session: Session, address: str) -> list[str]:
    """Return the kinds of e-mails to an address, in order."""
    session.flush()
    statement = select(Email.kind).where(Email.to_address == address)
    return list(session.scalars(statement.order_by(Email.id)))


def test_a_colleague_has_an_own_place_email_link_and_code(
    session: Session, host: Registration
) -> None:
    bob = place_of(bring(session, host, Bond.COLLEAGUE, "Bob", language="fr"))

    assert (bob.state, bob.source, bob.category) == (State.CONFIRMED, Source.PARTY, host.category)
    assert bob.reference != host.reference
    assert emails(session, "bob@example.org") == ["ConfirmedEmail"]
    facts = session.scalars(select(Email).where(Email.to_address == "bob@example.org")).one()
    assert facts.facts["brought_by"] == "Ada Ada"
    assert facts.language == "fr"


def test_a_colleague_stays_when_the_host_goes_and_a_companion_goes_along(
    session: Session, event: Event, host: Registration
) -> None:
    bob = place_of(bring(session, host, Bond.COLLEAGUE, "Bob"))
    eve = place_of(bring(session, host, Bond.PLUS_ONE, "Eve"))

    changes.cancel(session, host, event, by=SOMEBODY, now=LATER)

    assert [registration.state for registration in (host, bob, eve)] == [
        State.CANCELLED,
        State.CONFIRMED,
        State.CANCELLED,
    ]
    assert emails(session, "eve@example.org") == ["ConfirmedEmail", "CancelledEmail"]


def test_a_companion_counts_against_the_places_and_waits_when_there_is_none(
    session: Session, event: Event, category: Category, host: Registration
) -> None:
    for name in ("Kim", "Lou", "Max"):
        make_registration(session, event, category, name)

    eve = place_of(bring(session, host, Bond.PLUS_ONE, "Eve"))

    assert (eve.state, eve.queue_no) == (State.WAITING, 1)


def test_both_places_of_host_and_companion_go_to_the_waiting_list(
    session: Session, event: Event, category: Category, host: Registration
) -> None:
    bring(session, host, Bond.PLUS_ONE, "Eve")
    names = ("Kim", "Lou", "Max", "Ned")
    others = [make_registration(session, event, category, name) for name in names]
    assert [registration.state for registration in others[2:]] == [State.WAITING, State.WAITING]

    changes.cancel(session, host, event, by=SOMEBODY, now=LATER)

    assert [registration.state for registration in others[2:]] == [State.CONFIRMED, State.CONFIRMED]


def test_parting_gives_a_new_link_and_code_and_saves_the_place(
    session: Session, event: Event, host: Registration
) -> None:
    member = bring(session, host, Bond.PLUS_ONE, "Eve", email="")
    eve = place_of(member)
    assert (eve.email, eve.contact_email) == (None, "ada@example.org")

    parties.part(session, member, event, "eve@example.org", by=SOMEBODY, now=LATER)
    changes.cancel(session, host, event, by=SOMEBODY, now=LATER)

    assert (eve.state, eve.email, eve.contact_email) == (State.CONFIRMED, "eve@example.org", None)
    assert (eve.holder_no, eve.link_generation) == (2, 2)
    assert emails(session, "eve@example.org") == ["PartedEmail"]


def test_a_companion_without_an_address_is_written_to_through_the_host_wherever_they_move(
    session: Session, event: Event, host: Registration
) -> None:
    eve = place_of(bring(session, host, Bond.PLUS_ONE, "Eve", email=""))
    assert emails(session, "ada@example.org") == ["ConfirmedEmail", "ConfirmedEmail"]

    self_service.change_address(session, host, event, "a@example.org", by=SOMEBODY, now=LATER)

    session.refresh(eve)
    assert eve.reached_at == "a@example.org"


def test_a_companion_who_keeps_the_place_alone_is_not_cancelled_with_the_host(
    session: Session, event: Event, host: Registration
) -> None:
    member = bring(session, host, Bond.PLUS_ONE, "Eve")

    parties.leave(session, place_of(member), by=SOMEBODY, now=LATER)
    changes.cancel(session, host, event, by=SOMEBODY, now=LATER)

    assert place_of(member).state is State.CONFIRMED


def test_the_list_looks_the_same_for_somebody_who_is_registered_already(
    session: Session, event: Event, category: Category, host: Registration
) -> None:
    make_registration(session, event, category, "Bob")

    member = bring(session, host, Bond.COLLEAGUE, "Bob")

    assert member.registration is None
    assert emails(session, "bob@example.org") == ["ConfirmedEmail", "ReminderEmail"]
    parties.take_back(session, member, event, by=SOMEBODY, now=LATER)
    bob = queries.live_by_email(session, event, "bob@example.org")
    assert bob is not None
    assert bob.state is State.CONFIRMED
    assert queries.party_of(session, host) == []


def test_a_place_is_taken_back_until_its_owner_opens_the_page(
    session: Session, event: Event, host: Registration
) -> None:
    bob, kim = (bring(session, host, Bond.COLLEAGUE, name) for name in ("Bob", "Kim"))
    changes.open_link(place_of(kim), now=NOON)

    parties.take_back(session, bob, event, by=SOMEBODY, now=LATER)
    with pytest.raises(NotYourMember):
        parties.take_back(session, kim, event, by=SOMEBODY, now=LATER)

    assert [place_of(member).state for member in (bob, kim)] == [State.CANCELLED, State.CONFIRMED]
    assert emails(session, "bob@example.org") == ["ConfirmedEmail", "CancelledEmail"]


def test_a_group_says_how_many_may_come_along_and_who_gave_up_is_replaced(
    session: Session, event: Event, host: Registration
) -> None:
    eve = bring(session, host, Bond.PLUS_ONE, "Eve")
    with pytest.raises(PartyFull):
        bring(session, host, Bond.PLUS_ONE, "Ida")
    changes.cancel(session, place_of(eve), event, by=SOMEBODY, now=LATER)

    assert place_of(bring(session, host, Bond.PLUS_ONE, "Ida")).state is State.CONFIRMED


def test_whom_somebody_registered_registers_nobody(session: Session, host: Registration) -> None:
    bob = place_of(bring(session, host, Bond.COLLEAGUE, "Bob"))

    with pytest.raises(PartyFull):
        bring(session, bob, Bond.COLLEAGUE, "Kim")


def test_the_hosts_own_address_is_refused_and_so_is_everything_after_the_deadline(
    session: Session, event: Event, host: Registration
) -> None:
    with pytest.raises(OwnAddress):
        bring(session, host, Bond.COLLEAGUE, "Bob", email=" ADA@example.org ")
    event.registration_closes_at = NOON
    with pytest.raises(RegistrationClosed):
        bring(session, host, Bond.COLLEAGUE, "Bob")


def test_handing_over_leaves_everybody_with_their_own_place(
    session: Session, event: Event, host: Registration
) -> None:
    eve = place_of(bring(session, host, Bond.PLUS_ONE, "Eve"))

    self_service.hand_over(session, host, event, make_details("Zoe"), by=SOMEBODY, now=LATER)
    changes.cancel(session, host, event, by=SOMEBODY, now=LATER)

    assert eve.state is State.CONFIRMED


@pytest.mark.postgres
def test_a_companion_parts_once_however_many_ask(
    session: Session, event: Event, host: Registration
) -> None:
    member = bring(session, host, Bond.PLUS_ONE, "Bob")
    session.commit()
    with Session(session.get_bind()) as other:
        same = other.get_one(PartyMember, member.id, options=[joinedload(PartyMember.registration)])
        there = other.get_one(Event, event.id)
        parties.part(session, member, event, "one@example.org", by=SOMEBODY, now=NOON)
        session.commit()

        with pytest.raises(NotYourMember):
            parties.part(other, same, there, "two@example.org", by=SOMEBODY, now=NOON)
