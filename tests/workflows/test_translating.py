"""A translation is saved by its record's own service, against the source that was seen."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.events.services import EventChange
from eventapp.journal.models import Entry
from eventapp.journal.services import Object
from eventapp.languages import LANGUAGES, Translated
from eventapp.people.models import Person
from eventapp.texts.models import TextReview, Verdict
from eventapp.texts.queries import Key
from eventapp.texts.services import Judgement
from eventapp.texts.standing import TextState, digest_of
from eventapp.workflows import public_texts, records
from eventapp.workflows.event_changes import change_event
from eventapp.workflows.translating import (
    NoSuchText,
    TextChanged,
    review_drafts,
    save_translation,
)
from tests.factories.agenda import make_room, make_session, make_track
from tests.factories.events import NOON, make_category, make_event
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.registrations import SOMEBODY

GERMAN = Translated(de="Guten Tag")
DIGESTS = digest_of(""), digest_of("Guten Tag")


def save(
    session: Session,
    event: Event,
    key: Key,
    text: str = "Bonjour",
    *,
    seen: tuple[str, str] = DIGESTS,
    verdict: Verdict = Verdict.REVIEWED,
) -> None:
    """Save a French text beside its German source."""
    said = Judgement(key, "fr", "de", verdict)
    save_translation(session, event, said, text, seen=seen, by=SOMEBODY, now=NOON)


def state(session: Session, event: Event, key: Key) -> TextState:
    """Return where the French text stands."""
    known = public_texts.standings(session, event)
    return next(each.states["fr"] for each in known if each.text.key == key)


def every_kind(session: Session, event: Event) -> dict[str, tuple[Any, str]]:
    """Return a record of each kind with a text that is German alone, and the text's field."""
    host = make_host(session, event, make_organisation(session, event, "AFPC"))
    host.text = GERMAN
    return {
        "event": (event, "summary"),
        "session": (make_session(session, event, "Talk", abstract=GERMAN), "abstract"),
        "contributors": (
            make_person(session, event, family_name="L", biography=GERMAN),
            "biography",
        ),
        "rooms": (make_room(session, event, place=GERMAN), "place"),
        "tracks": (make_track(session, event, GERMAN), "name"),
        "categories": (make_category(session, event, description=GERMAN), "description"),
        "hosts": (host, "text"),
        "information-desks": (make_desk(session, event, GERMAN), "name"),
    }


def test_every_kind_of_text_is_written_and_the_other_languages_stay(session: Session) -> None:
    event = make_event(session, summary=GERMAN)
    kinds = every_kind(session, event)
    assert kinds.keys() == public_texts.FIELDS.keys()

    for kind, (record, field) in kinds.items():
        key = kind, str(getattr(record, "public_id", record.id)), field
        save(session, event, (kind, event.slug, field) if kind == "event" else key)

        session.refresh(record)
        assert getattr(record, field) == Translated(de="Guten Tag", fr="Bonjour"), kind


def test_a_change_of_the_source_makes_it_outdated_until_somebody_answers(
    session: Session,
) -> None:
    event, key = make_event(session, summary=GERMAN), ("event", "spring", "summary")
    save(session, event, key)
    reviewed = state(session, event, key)
    text = Translated(de="Guten Abend", fr="Bonjour")
    change = replace(EventChange.of(event), summary=text)
    change_event(session, event, change, by=SOMEBODY, now=NOON)
    outdated = state(session, event, key)

    save(session, event, key, seen=(digest_of("Bonjour"), digest_of("Guten Abend")))

    assert (reviewed, outdated) == (TextState.REVIEWED, TextState.OUTDATED)
    assert state(session, event, key) is TextState.REVIEWED
    assert event.summary == text


def test_a_text_or_source_that_changed_meanwhile_is_not_overwritten(session: Session) -> None:
    event, key = make_event(session, summary=GERMAN), ("event", "spring", "summary")
    save(session, event, key)

    for seen in (DIGESTS, (digest_of("Bonjour"), digest_of("Guten Abend"))):
        with pytest.raises(TextChanged):
            save(session, event, key, "Salut", seen=seen)

    assert event.summary["fr"] == "Bonjour"


def test_a_draft_and_an_empty_text_are_not_reviewed(session: Session) -> None:
    event, key = make_event(session, summary=GERMAN), ("event", "spring", "summary")
    save(session, event, key, verdict=Verdict.DRAFT)
    draft = state(session, event, key)
    save(session, event, key, "", seen=(digest_of("Bonjour"), digest_of("Guten Tag")))

    assert (draft, state(session, event, key)) == (TextState.DRAFT, TextState.MISSING)


@pytest.mark.parametrize(
    "key", [("rooms", "x", "name"), ("hosts", "²", "text"), ("event", "spring", "slug"), ("x",) * 3]
)
def test_there_is_no_text_where_there_is_no_record(session: Session, key: Key) -> None:
    event = make_event(session, summary=GERMAN)
    with pytest.raises(NoSuchText):
        save(session, event, key)


def test_all_drafts_are_reviewed_at_once(session: Session) -> None:
    event = make_event(session, summary=Translated(de="a", fr="b"))
    known = public_texts.standings(session, event)

    number = review_drafts(session, event, known, list(LANGUAGES), by=SOMEBODY, now=NOON)

    assert number > 2
    assert not any(
        state is TextState.DRAFT
        for each in public_texts.standings(session, event)
        for state in each.states.values()
    )
    assert session.scalars(select(Entry.action).where(Entry.action == "texts-reviewed")).all()


def test_nothing_is_kept_of_a_person_who_is_deleted(session: Session) -> None:
    event = make_event(session)
    person = make_person(session, event, family_name="Curie", biography=GERMAN)
    save(session, event, ("contributors", person.public_id, "biography"))
    named = Object("contributors", person.id, "Curie", event.id)

    records.delete(session, event, person, named, by=SOMEBODY, now=NOON)

    assert session.scalars(select(TextReview)).all() == []
    assert session.scalars(select(Person)).all() == []
