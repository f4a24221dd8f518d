"""Whoever has a part has a place: outside every limit, and merged with what they had registered."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.badges import queries as badges
from eventapp.events.models import BadgeBand, Category, Event
from eventapp.extensions import db
from eventapp.mail.models import Email
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.errors import AlreadyRegistered, OtherContributor, PlaceOfPart
from eventapp.registration.errors.sessions import OwnPartElsewhere
from eventapp.registration.models import PlaceAfter, Registration, Source, State
from eventapp.registration.services import contributors, places, session_places, sign_up
from eventapp.registration.services.self_service import check_may_hand_over
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import speak
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import (
    SOMEBODY,
    make_contingent,
    make_details,
    make_registration,
)
from tests.factories.sessions import make_workshop, release
from tests.factories.sessions import sign_up as book


def admit(session: Session, event: Event, person: Person) -> contributors.Admission:
    """Give somebody a place at noon and tell them."""
    admission = contributors.admit(session, event, person, by=SOMEBODY, now=NOON)
    contributors.tell_admitted(session, event, admission, now=NOON)
    session.flush()
    return admission


def kinds(session: Session) -> list[str]:
    """Return the kinds of the e-mails there are, with their addresses."""
    emails = session.scalars(select(Email).order_by(Email.id))
    return [f"{email.kind} {email.to_address}" for email in emails]


def test_a_part_brings_a_place_beyond_a_full_event_and_without_taking_one(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    person = make_person(session, event, family_name="Lee", email="lee@example.org")

    registration = admit(session, event, person).registration

    assert (registration.state, registration.source) == (State.CONFIRMED, Source.PART)
    assert (registration.contributes, registration.person) == (True, person)
    assert registration.category.key == "contributors"
    assert sum(places.ledger(session, event).by_category.values()) == 1
    held = {entry.category.key: entry.held for entry in queries.by_category(session, event)}
    assert held[registration.category.key] == 1
    assert "ContributorEmail lee@example.org" in kinds(session)
    assert admit(session, event, person).registration is registration
    assert kinds(session).count("ContributorEmail lee@example.org") == 1


def test_without_an_own_address_the_assistant_is_written_to(session: Session) -> None:
    event, _category = make_event_with_category(session)
    person = make_person(session, event, family_name="Lee", assistant_email="office@example.org")

    registration = admit(session, event, person).registration

    assert (registration.email, registration.contact_email) == (None, "office@example.org")
    assert kinds(session) == ["ContributorEmail office@example.org"]
    nobody = admit(session, event, make_person(session, event, family_name="Mute")).registration
    assert (nobody.state, len(kinds(session))) == (State.CONFIRMED, 1)


def test_interpreters_have_a_category_and_no_ribbon_of_contributors(session: Session) -> None:
    event, _category = make_event_with_category(session)
    item = make_item(session, event, make_room(session, event), "Panel")
    voice = make_person(session, event, family_name="Voice")
    edit_session(session, item, people=[(voice, SessionPart.INTERPRETER)])

    registration = admit(session, event, voice).registration

    assert registration.category.key == "behind-the-scenes"
    assert registration.category.band is BadgeBand.GUEST
    assert badges.speakers(session, event).of(registration) == ""


def test_who_waits_and_turns_out_to_speak_has_the_place_and_keeps_the_category(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    bob = make_registration(session, event, category, "Bob")
    assert bob.state is State.WAITING
    person = make_person(session, event, family_name="Bob", email=(bob.email or "").upper())

    admission = admit(session, event, person)

    assert admission.registration is bob
    assert (bob.state, bob.category, bob.contributes) == (State.CONFIRMED, category, True)
    assert sum(places.ledger(session, event).by_category.values()) == 1


def test_the_place_of_a_contingent_goes_to_who_waits_for_it(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    make_contingent(session, event, name="Bavaria", places=1, category=category)
    ada = make_registration(session, event, category, "Ada")
    bob = make_registration(session, event, category, "Bob")
    person = make_person(session, event, family_name="Ada", email=ada.email or "")

    admit(session, event, person)

    assert (ada.contingent, ada.contributes) == (None, True)
    assert bob.state is State.CONFIRMED


def test_the_organiser_says_whose_registration_it_is_and_nobodys_is_taken(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    private = make_registration(session, event, category, "Lee", email="private@example.org")
    other = make_registration(session, event, category, "Other")
    person = make_person(session, event, family_name="Lee", email="office@example.org")

    contributors.take_over(session, event, private, person, by=SOMEBODY, now=NOON)

    assert queries.of_person(session, person) is private
    with pytest.raises(OtherContributor):
        contributors.take_over(session, event, other, person, by=SOMEBODY, now=NOON)
    somebody = make_person(session, event, family_name="Somebody")
    with pytest.raises(OtherContributor):
        contributors.take_over(session, event, private, somebody, by=SOMEBODY, now=NOON)


def test_a_part_that_ends_leaves_the_place_or_cancels_it(session: Session) -> None:
    event, _category = make_event_with_category(session)
    people = [
        make_person(session, event, family_name=name, email=f"{name}@example.org")
        for name in ("kept", "gone")
    ]
    kept, gone = (admit(session, event, person).registration for person in people)
    with pytest.raises(PlaceOfPart):
        check_may_hand_over(kept, event, now=NOON)

    contributors.release(session, event, kept, PlaceAfter.KEPT, by=SOMEBODY, now=NOON)
    contributors.release(session, event, gone, PlaceAfter.CANCELLED, by=SOMEBODY, now=NOON)

    assert (kept.state, kept.contributes) == (State.CONFIRMED, False)
    assert (gone.state, gone.contributes) == (State.CANCELLED, False)
    assert kinds(session)[2:] == ["CancelledEmail gone@example.org"]
    check_may_hand_over(kept, event, now=NOON)


def test_lists_name_who_lacks_a_place_and_who_lacks_a_part(session: Session) -> None:
    event, _category = make_event_with_category(session)
    item = make_item(session, event, make_room(session, event), "Panel")
    first, second, asked = (make_person(session, event, family_name=name) for name in "ABC")
    speak(session, item, first, second)
    invited = RoleChange(person=asked, state=ContributorState.INVITED)
    roles = [RoleChange.new(first), RoleChange.new(second), invited]
    edit_session(session, item, people=roles)
    assert list(queries.without_place(session, event)) == [first, second]

    made = admit(session, event, first).registration
    assert list(queries.without_place(session, event)) == [second]
    assert list(queries.without_part(session, event)) == []

    speak(session, item, second)
    assert list(queries.without_part(session, event)) == [made]


def test_an_internal_part_stands_in_the_own_programme_and_refuses_a_booking_beside_it(
    session: Session,
) -> None:
    event, _category = make_event_with_category(session)
    panel = make_item(session, event, make_room(session, event), "Panel")
    beside = make_workshop(session, event, title="Beside")
    voice = make_person(session, event, family_name="Voice")
    edit_session(session, panel, people=[(voice, SessionPart.INTERPRETER)])
    release(session, event)
    registration = admit(session, event, voice).registration
    programme = agenda.released(session, event)

    assert queries.own_parts(session, registration, programme) == {panel.public_id}
    assert queries.own_sessions(session, registration, programme) == {panel.public_id}
    with pytest.raises(OwnPartElsewhere):
        book(session, registration, beside)


def test_who_waits_beside_the_own_part_is_passed_over(session: Session) -> None:
    event, category = make_event_with_category(session)
    panel = make_item(session, event, make_room(session, event), "Panel")
    workshop = make_workshop(session, event, places=1)
    release(session, event)
    ada, bob, cleo = (make_registration(session, event, category, n) for n in ("A", "B", "C"))
    for registration in (ada, bob, cleo):
        book(session, registration, workshop)
    person = make_person(session, event, family_name="B", email=bob.email or "")
    speak(session, panel, person)
    edit_session(session, workshop, places=2)

    served = session_places.next_ones(session, event, workshop, now=NOON)
    assert [place.registration for place in served] == [cleo]


def test_a_booking_beside_a_part_is_told_before_the_part_is_given(session: Session) -> None:
    event, category = make_event_with_category(session)
    panel = make_item(session, event, make_room(session, event), "Panel")
    workshop = make_workshop(session, event)
    release(session, event)
    ada = make_registration(session, event, category, "Ada")
    book(session, ada, workshop)
    person = make_person(session, event, family_name="Ada", email=ada.email or "")
    free = make_person(session, event, family_name="Free")

    beside = queries.booked_meanwhile(session, panel, [person.id, free.id])

    assert beside == {person.id: workshop}


def race(app: Flask, session: Session, signed_up: threading.Event) -> list[str]:
    """Let a part be given and the same person sign up at the same moment; return what failed."""
    event, category = make_event_with_category(session)
    make_organisation(session, event, "BioM")
    person = make_person(session, event, family_name="Lee", email="lee@example.org")
    numbers = event.id, category.id, person.id
    session.commit()
    with app.app_context():
        engine = db.engine
    gate, refused = threading.Barrier(2), list[str]()

    def act(does: Callable[[Session, Event], object]) -> None:
        with Session(engine) as own:
            gate.wait()
            try:
                does(own, own.get_one(Event, numbers[0]))
                own.commit()
            except AlreadyRegistered as clash:
                refused.append(type(clash).__name__)

    def gives_part(own: Session, here: Event) -> None:
        contributors.admit(own, here, own.get_one(Person, numbers[2]), by=SOMEBODY, now=NOON)

    def signs_up(own: Session, here: Event) -> None:
        details = make_details("Lee", email="lee@example.org")
        kind = own.get_one(Category, numbers[1])
        sign_up.register_or_remind(own, here, kind, details, now=NOON)
        own.commit()
        signed_up.set()

    threads = [threading.Thread(target=act, args=(does,)) for does in (gives_part, signs_up)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.usefixtures("apart")
def test_a_part_and_a_sign_up_at_the_same_moment_make_one_place(
    app: Flask, session: Session
) -> None:
    assert race(app, session, threading.Event()) == []

    session.expire_all()
    registration = session.scalars(select(Registration)).unique().one()
    assert (registration.contributes, registration.state) == (True, State.CONFIRMED)


@pytest.mark.postgres
@pytest.mark.usefixtures("apart")
def test_without_the_lock_one_of_both_is_refused(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "lock", lambda *_: None)
    signed_up, look = threading.Event(), queries.of_person

    def looked_before_the_sign_up(*arguments: Any) -> Registration | None:
        found_none = look(*arguments)
        signed_up.wait(5)
        return found_none

    monkeypatch.setattr(queries, "of_person", looked_before_the_sign_up)

    assert race(app, session, signed_up) == ["AlreadyRegistered"]
