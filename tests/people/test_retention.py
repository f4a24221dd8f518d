"""How people are reached goes ninety days after the event; names of the programme stay."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.people.models import Person
from eventapp.people.services import PersonChange, change_person
from eventapp.people.services.retention import KEPT, forget_contacts
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

REACHED = {
    "email": "ada@example.org",
    "phone": "+49 30 1",
    "assistant_name": "Bo Lee",
    "assistant_email": "bo@example.org",
    "assistant_phone": "+49 30 2",
}


def test_contact_goes_from_record_and_journal_and_the_name_stays(session: Session) -> None:
    event = make_event(session)
    event.ends_at = NOON
    person = make_person(session, event, family_name="Curie")
    change = replace(PersonChange.of(person), title="Dr.", **REACHED)  # type: ignore[arg-type]
    change_person(session, person, change, by=SOMEBODY, now=NOON)
    session.commit()

    forget_contacts(session, now=NOON + KEPT)
    assert person.email == "ada@example.org"
    forget_contacts(session, now=NOON + KEPT + timedelta(minutes=1))
    session.commit()

    session.expire_all()
    person = session.scalars(select(Person)).one()
    assert [getattr(person, name) for name in REACHED] == [None, "", "", "", ""]
    assert person.full_name == "Dr. Curie"
    entries = session.scalars(select(Entry).where(Entry.object_kind == "contributors")).all()
    noted = repr([entry.changes for entry in entries])
    assert not any(value in noted for value in REACHED.values())
    assert "Dr." in noted
    assert entries[-1].action == "contact-erased"


def test_a_second_turn_forgets_and_notes_nothing_more(session: Session) -> None:
    event = make_event(session)
    event.ends_at = NOON
    make_person(session, event, family_name="Curie", email="ada@example.org")
    for _turn in range(2):
        forget_contacts(session, now=NOON + 2 * KEPT)
    session.commit()

    erased = session.scalars(select(Entry.id).where(Entry.action == "contact-erased")).all()
    assert len(erased) == 1


def test_people_of_an_event_ahead_or_without_an_end_stay_reached(session: Session) -> None:
    ahead = make_event(session)
    ahead.ends_at = NOON
    endless = make_event(session, slug="endless")
    endless.ends_at = None
    people = [
        make_person(session, event, family_name="Curie", email="ada@example.org")
        for event in (ahead, endless)
    ]

    forget_contacts(session, now=NOON)

    assert [person.email for person in people] == ["ada@example.org"] * 2
