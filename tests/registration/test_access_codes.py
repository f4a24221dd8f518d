"""Access codes: whom they let in, how often and how long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.changes import ChangedByBoth, seen_in
from eventapp.events.models import Event, WayIn
from eventapp.journal.models import Entry
from eventapp.registration.errors import CodeTaken, CodeUsedUp, NoSuchCode, RegistrationClosed
from eventapp.registration.models import AccessCode, Registration, Source, State
from eventapp.registration.services import access_codes, changes
from eventapp.registration.services.access_codes import AccessCodeChange
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import SOMEBODY, make_details


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of two places."""
    return make_event(session, places=2)


def make_code(session: Session, event: Event, **terms: object) -> AccessCode:
    """Return a code that opens the group of the press, which no visitor may choose."""
    category = make_category(session, event, key="press", way_in=WayIn.INVITATION)
    made: dict[str, Any] = {"category": category.key, "code": "Presse-2027", **terms}
    change = AccessCodeChange(**made)
    return access_codes.add_code(session, event, change, by=SOMEBODY, now=NOON)


def use(session: Session, event: Event, code: AccessCode, name: str, *, days: int = 0) -> None:
    """Let somebody register with the code."""
    access_codes.register_or_remind(
        session, event, code, make_details(name), now=NOON + timedelta(days=days)
    )


def registered(session: Session) -> list[Registration]:
    """Return all registrations, in order."""
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def test_a_code_opens_its_group_however_it_is_typed(session: Session, event: Event) -> None:
    made = make_code(session, event)

    code = access_codes.opened_by(session, event, " presse 2027 ", now=NOON)
    use(session, event, code, "Ada")

    assert code is made
    (ada,) = registered(session)
    assert (ada.state, ada.source, ada.category.key) == (State.CONFIRMED, Source.CODE, "press")


def test_a_code_is_used_as_often_as_it_says_and_a_use_given_back_counts_again(
    session: Session, event: Event
) -> None:
    code = make_code(session, event, most=1)
    use(session, event, code, "Ada")
    with pytest.raises(CodeUsedUp):
        use(session, event, code, "Bob")
    changes.cancel(session, registered(session)[0], event, by=SOMEBODY, now=NOON)

    use(session, event, code, "Bob")

    assert access_codes.used(session, [code]) == {code.id: 1}


def test_a_code_that_promises_a_place_keeps_its_word_when_full_and_closed(
    session: Session, event: Event
) -> None:
    event.places = 0
    ordinary = make_code(session, event, code="A")
    promised = replace(AccessCodeChange.of(ordinary), code="B", always=True)
    sure = access_codes.add_code(session, event, promised, by=SOMEBODY, now=NOON)

    use(session, event, ordinary, "Ada")
    use(session, event, sure, "Bob", days=90)
    with pytest.raises(RegistrationClosed):
        use(session, event, ordinary, "Kim", days=90)

    assert [registration.state for registration in registered(session)] == [
        State.WAITING,
        State.CONFIRMED,
    ]


def test_unknown_withdrawn_and_old_codes_are_refused_alike(session: Session, event: Event) -> None:
    code = make_code(session, event, valid_until=NOON + timedelta(days=1))
    other = make_event(session, slug="autumn")
    for where, typed, days in (
        (event, "WRONG", 0),
        (event, "", 0),
        (event, "PRESSE2027", 1),
        (other, "PRESSE2027", 0),
    ):
        with pytest.raises(NoSuchCode):
            access_codes.opened_by(session, where, typed, now=NOON + timedelta(days=days))
    access_codes.withdraw(session, code, by=SOMEBODY, now=NOON)
    with pytest.raises(NoSuchCode):
        access_codes.opened_by(session, event, "PRESSE2027", now=NOON)


def test_the_same_letters_are_no_second_code(session: Session, event: Event) -> None:
    code = make_code(session, event)

    with pytest.raises(CodeTaken):
        access_codes.add_code(session, event, AccessCodeChange.of(code), by=SOMEBODY, now=NOON)


def test_code_is_changed_by_two_at_once_and_its_emails_stay_out_of_the_journal(
    session: Session, event: Event
) -> None:
    code = make_code(session, event, most=1, note="Press")
    use(session, event, code, "Ada")
    held, revision = AccessCodeChange.of(code), event.revision
    seen, by = seen_in(held), {"by": SOMEBODY, "now": NOON}
    change_code: Any = access_codes.change_code

    change_code(session, code, replace(held, most=2), seen=seen, **by)
    change_code(session, code, replace(held, note="Radio"), seen=seen, **by)
    with pytest.raises(ChangedByBoth):
        change_code(session, code, replace(held, most=3), seen=seen, **by)
    use(session, event, code, "Bob")
    with pytest.raises(CodeUsedUp):
        use(session, event, code, "Kim")

    session.refresh(event)
    assert (code.note, code.most, event.revision) == ("Radio", 2, revision)
    entries = select(Entry).where(Entry.object_kind == "access-code").order_by(Entry.id)
    assert [(entry.action, entry.changes) for entry in session.scalars(entries)] == [
        (
            "made-code",
            {"category": [None, "press"], "note": [None, "Press"], "most": [None, 1]},
        ),
        ("record-changed", {"most": [1, 2]}),
        ("record-changed", {"note": ["Press", "Radio"]}),
    ]


def test_code_that_was_taken_back_is_not_changed_any_more(session: Session, event: Event) -> None:
    code = make_code(session, event)
    access_codes.withdraw(session, code, by=SOMEBODY, now=NOON)
    change = replace(AccessCodeChange.of(code), note="Radio")

    with pytest.raises(NoSuchCode):
        access_codes.change_code(session, code, change, by=SOMEBODY, now=NOON)
