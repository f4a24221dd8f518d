"""A translation is saved by its record's own service, against the source that was seen."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart, SessionRole
from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event
from eventapp.events.services import EventChange
from eventapp.journal.models import Entry
from eventapp.journal.services import Object
from eventapp.languages import LANGUAGES, Translated
from eventapp.people.models import Person
from eventapp.registration.models import QuestionKind
from eventapp.registration.services.asking import QuestionChange, add_question
from eventapp.registration.services.consents import ConsentChange, add_consent
from eventapp.texts.models import TextReview, Verdict
from eventapp.texts.queries import Key
from eventapp.texts.services import Judgement
from eventapp.texts.standing import TextState, digest_of
from eventapp.workflows import public_texts, records
from eventapp.workflows.event_changes import change_event
from eventapp.workflows.text_kinds import FIELDS, OF_PROGRAMME
from eventapp.workflows.translating import (
    NoSuchText,
    TextChanged,
    review_drafts,
    save_translation,
)
from tests.factories.agenda import make_room, make_session, make_track
from tests.factories.events import NOON, make_category, make_event
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.proposals import make_call
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_material

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


def every_kind(session: Session, event: Event, folder: Path) -> dict[str, tuple[Any, str]]:
    """Return a record of each kind with a text that is German alone, and the text's field."""
    office = make_organisation(session, event, "AFPC", logo_alt=GERMAN)
    host = make_host(session, event, office)
    host.text = GERMAN
    item = make_session(session, event, "Talk", abstract=GERMAN)
    question = QuestionChange(label=GERMAN)
    speaker = make_person(session, event, family_name="L", biography=GERMAN)
    desk = make_desk(session, event, GERMAN)
    return {
        "event": (event, "summary"),
        "session": (item, "abstract"),
        "contributors": (speaker, "biography"),
        "material": (make_material(session, folder, item, title=GERMAN), "title"),
        "rooms": (make_room(session, event, place=GERMAN), "place"),
        "tracks": (make_track(session, event, GERMAN), "name"),
        "categories": (make_category(session, event, description=GERMAN), "description"),
        "questions": (add_question(session, event, question, by=SOMEBODY, now=NOON), "label"),
        "consents": (
            add_consent(session, event, ConsentChange(text=GERMAN), by=SOMEBODY, now=NOON),
            "text",
        ),
        "call": (make_call(session, event, text=GERMAN), "text"),
        "organisations": (office, "logo_alt"),
        "hosts": (host, "text"),
        "information-desks": (desk, "name"),
        "desk-material": (make_material(session, folder, desk, title=GERMAN), "title"),
    }


def test_every_kind_of_text_is_written_and_the_other_languages_stay(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session, summary=GERMAN)
    kinds = every_kind(session, event, tmp_path)
    assert kinds.keys() == FIELDS.keys()

    for kind, (record, field) in kinds.items():
        key = kind, str(getattr(record, "public_id", record.id)), field
        save(session, event, (kind, event.slug, field) if kind == "event" else key)

        session.refresh(record)
        assert getattr(record, field) == Translated(de="Guten Tag", fr="Bonjour"), kind


def test_the_texts_of_parts_are_written_and_nothing_beside_them(session: Session) -> None:
    event = make_event(session)
    speaker, other = (make_person(session, event, family_name=name) for name in ("Un", "Deux"))
    item = make_session(
        session, event, people=[RoleChange(person=who, function=GERMAN) for who in (speaker, other)]
    )
    choices = [("", GERMAN), ("", Translated(de="Nein"))]
    change = QuestionChange(kind=QuestionKind.CHOICE, label=GERMAN, choices=choices)
    question = add_question(session, event, change, by=SOMEBODY, now=NOON)

    save(session, event, ("session", item.public_id, f"function.speaker.{speaker.id}"))
    save(session, event, ("questions", str(question.id), "choices.c1"))

    both = Translated(de="Guten Tag", fr="Bonjour")
    functions = select(SessionRole.function).order_by(SessionRole.position)
    assert session.scalars(functions).all() == [both, GERMAN]
    assert [label for _key, label in QuestionChange.of(question).choices] == [
        both,
        Translated(de="Nein"),
    ]
    with pytest.raises(NoSuchText):
        save(session, event, ("session", item.public_id, "function.speaker.0"))


def test_a_name_in_another_language_stands_beside_the_name_as_it_is(session: Session) -> None:
    event = make_event(session)
    office = make_organisation(
        session, event, "Guten Tag", country="DE", names=Translated(en="Hello")
    )

    save(session, event, ("organisations", office.public_id, "names"))

    assert (office.name, office.names) == ("Guten Tag", Translated(fr="Bonjour", en="Hello"))


def test_what_nobody_has_written_yet_becomes_the_source(session: Session) -> None:
    event = make_event(session)
    person = make_person(session, event, family_name="Curie")
    make_session(session, event, people=[(person, SessionPart.SPEAKER)])
    key = "contributors", person.public_id, "biography"
    said = Judgement(key, "fr", "", Verdict.DRAFT)

    save_translation(
        session, event, said, "Physicienne.", seen=(digest_of(""),) * 2, by=SOMEBODY, now=NOON
    )

    assert state(session, event, key) is TextState.SOURCE
    assert session.scalars(select(TextReview)).all() == []


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


def test_who_edits_the_programme_alone_reaches_no_file_of_a_desk_by_its_kind(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    desk = make_desk(session, event, GERMAN)
    material = make_material(session, tmp_path, desk, title=GERMAN)

    with pytest.raises(NoSuchText):
        save(session, event, ("material", material.public_id, "title"))
    assert "desk-material" not in OF_PROGRAMME
