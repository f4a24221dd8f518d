"""What participants do themselves with the place they hold."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.errors import (
    AddressTaken,
    ConsentMissing,
    EditsClosed,
    NamesFrozen,
    WrongState,
)
from eventapp.registration.models import Consent, Question, QuestionKind, Source
from eventapp.registration.services import registrations, self_service, sign_up
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

SECRET = "a secret of this test, long enough"


def emails(session: Session) -> list[tuple[str, str]]:
    """Return kind and address of all e-mails, in order."""
    session.flush()
    return [
        (email.kind, email.to_address)
        for email in session.scalars(select(Email).order_by(Email.id))
    ]


def test_a_place_handed_over_keeps_its_reference_and_changes_link_and_code(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=1)
    held = make_registration(session, event, category, "Ada")
    reference = held.reference

    self_service.hand_over(
        session, held, event, make_details("Bob", language="fr"), by=SOMEBODY, now=NOON
    )

    assert (held.family_name, held.language, held.reference) == ("Bob", "fr", reference)
    assert (held.holder_no, held.link_generation) == (2, 2)
    assert queries.consents_of(session, held) == []
    assert emails(session)[1:] == [
        ("HandedOverEmail", "ada@example.org"),
        ("TakenOverEmail", "bob@example.org"),
    ]


def test_a_place_is_not_handed_to_somebody_who_is_registered(session: Session) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    make_registration(session, event, category, "Bob")

    with pytest.raises(AddressTaken):
        self_service.hand_over(session, held, event, make_details("Bob"), by=SOMEBODY, now=NOON)


def test_who_only_waits_has_nothing_to_hand_over(session: Session) -> None:
    event, category = make_event_with_category(session, places=0)
    waiting = make_registration(session, event, category, "Ada")

    with pytest.raises(WrongState):
        self_service.hand_over(session, waiting, event, make_details("Bob"), by=SOMEBODY, now=NOON)


def test_names_are_frozen_before_corrections_end(session: Session) -> None:
    event, _ = make_event_with_category(session)
    event.names_frozen_at = NOON
    event.edits_close_at = NOON + timedelta(days=1)

    self_service.check_may_edit(event, now=NOON)
    with pytest.raises(NamesFrozen):
        self_service.check_may_rename(event, now=NOON)
    with pytest.raises(EditsClosed):
        self_service.check_may_edit(event, now=NOON + timedelta(days=1))


def test_a_new_address_is_written_to_and_the_old_one_is_told(session: Session) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")

    self_service.change_address(session, held, event, "ada@new.example.org", by=SOMEBODY, now=NOON)

    assert held.link_generation == 2
    assert queries.live_by_email(session, event, "ADA@new.example.org") is held
    assert emails(session)[1:] == [
        ("AddressChangedEmail", "ada@example.org"),
        ("NewAddressEmail", "ada@new.example.org"),
    ]


def test_who_was_registered_by_somebody_else_is_told_and_asked_what_the_form_would_have(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    session.add(Consent(event=event, key="privacy", text=Translated.same("Read"), required=True))
    session.add(Question(event=event, key="meal", kind=QuestionKind.TEXT, label=Translated()))
    session.flush()
    by_hand = sign_up.Way(Source.MANUAL)
    made = sign_up.register_for(
        session, event, category, make_details("Ada"), by_hand, by=SOMEBODY, now=NOON
    )
    email = session.scalars(select(Email)).one()
    assert email.facts["to_answer"] == 2
    assert made.asked_at is None

    with pytest.raises(ConsentMissing):
        registrations.answer_later(session, made, event, {}, frozenset(), by=SOMEBODY, now=NOON)
    registrations.answer_later(
        session, made, event, {"meal": ["soup"]}, frozenset({"privacy"}), by=SOMEBODY, now=NOON
    )

    session.flush()
    assert queries.still_asked(session, made, event) == ([], [])
    self_service.hand_over(session, made, event, make_details("Bob"), by=SOMEBODY, now=NOON)
    assert [len(question) for question in queries.still_asked(session, made, event)] == [1, 1]


def test_journal_forgets_the_former_holder_when_the_place_goes_to_another(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    change = replace(registrations.RegistrationChange.of(held), family_name="Lovelace")
    registrations.change_registration(session, held, event, change, by=SOMEBODY, now=NOON)
    ours = select(Entry).where(Entry.object_kind == "registration").order_by(Entry.id)
    organisation = [entry.organisation_id for entry in session.scalars(ours)]

    self_service.hand_over(session, held, event, make_details("Bob"), by=SOMEBODY, now=NOON)

    session.expire_all()
    entries = session.scalars(ours).all()
    assert [(entry.action, entry.changes) for entry in entries] == [
        ("registered", {}),
        ("changed", {"family_name": ["", ""]}),
        ("handed-over", {}),
    ]
    assert [entry.organisation_id for entry in entries[:2]] == organisation
