"""The public texts of an event, by who owes them, and whom what is missing would reach."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import PublicBasis
from eventapp.registration.services.invitations import InvitationChange, invite
from eventapp.texts.standing import TextState
from eventapp.workflows import public_texts, text_reading
from eventapp.workflows.public_texts import Reach, TextStanding
from eventapp.workflows.text_kinds import EXPECTED, FIELDS, TextOwner
from tests.factories.agenda import make_room, make_session
from tests.factories.events import NOON, make_category, make_event
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.speakers import make_contributor
from tests.statements import counted

FOYER = Translated(de="Foyer")


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a talk in German, its French speaker, a host and its desk."""
    event = make_event(session)
    make_room(session, event, place=Translated(de="Erdgeschoss"))
    speaker = make_person(
        session, event, family_name="Le Goff", languages=["fr", "de"],
        biography=Translated(de="Lebt in Brest.", fr="Vit à Brest."),
    )  # fmt: skip
    hidden = make_person(
        session, event, family_name="Nobody", basis=PublicBasis.NONE, biography=Translated(de="x")
    )
    make_session(
        session, event, Translated(de="Daten", en="Data"),
        people=[(speaker, SessionPart.SPEAKER), (hidden, SessionPart.SPEAKER)],
    )  # fmt: skip
    make_session(session, event, Translated(de="Intern"), public=False)
    organisation = make_organisation(session, event, "AFPC")
    make_host(session, event, organisation)
    make_desk(session, event, Translated(fr="Pôles"), organisation=organisation)
    make_desk(session, event, Translated(de="Hilfe"))
    session.flush()
    return event


def find(session: Session, event: Event, kind: str, field: str) -> list[TextStanding]:
    """Return where the texts of that kind and field stand."""
    known = public_texts.standings(session, event)
    return [each for each in known if (each.text.kind, each.text.field) == (kind, field)]


def test_each_text_has_an_owner_and_a_source(session: Session, event: Event) -> None:
    (biography,) = find(session, event, "contributors", "biography")
    (title,) = find(session, event, "session", "title")
    desk, other = find(session, event, "information-desks", "name")

    assert (biography.owner, biography.source) == (TextOwner.CONTRIBUTOR, "fr")
    assert biography.states["de"] is TextState.DRAFT
    assert biography.states["en"] is TextState.MISSING
    assert (title.owner, title.states["fr"]) == (TextOwner.TEAM, TextState.MISSING)
    assert (desk.owner, desk.text.owner_name, desk.source) == (TextOwner.HOST, "AFPC", "fr")
    assert other.owner is TextOwner.TEAM


def test_what_is_not_public_or_not_written_is_no_text(session: Session, event: Event) -> None:
    texts = text_reading.texts(session, event)

    assert all(text.text for text in texts if text.field not in EXPECTED.get(text.kind, ()))
    assert "Nobody" not in repr([text.name.as_dict() for text in texts])
    assert "Intern" not in repr([text.text.as_dict() for text in texts])
    assert {text.kind for text in text_reading.texts(session, event, ["rooms"])} == {"rooms"}


def test_what_readers_expect_is_missing_though_nobody_has_written_it(
    session: Session, event: Event
) -> None:
    (function,) = find(session, event, "contributors", "function")
    (host,) = find(session, event, "hosts", "text")

    assert function.states == {
        "de": TextState.WAITING, "fr": TextState.MISSING, "en": TextState.WAITING
    }  # fmt: skip
    assert host.states["de"] is TextState.MISSING
    assert (function.source, function.owner) == ("", TextOwner.CONTRIBUTOR)
    assert public_texts.reach([function.text], {"fr": 3}) == []


def test_a_missing_text_reaches_those_who_read_that_language(
    session: Session, event: Event
) -> None:
    category = make_category(session, event)
    make_registration(session, event, category, "Un", language="fr")
    make_registration(session, event, category, "Deux", language="fr")
    session.flush()

    known = find(session, event, "session", "title") + find(session, event, "rooms", "place")
    readers = public_texts.registered(session, event)

    assert public_texts.reach([each.text for each in known], readers) == [
        Reach("fr", 2, {"en": 1, "de": 1})
    ]
    assert public_texts.untranslated(session, event)[0].readers == 2
    where = make_session(session, event, "Talk", meeting_point=FOYER)
    (point,) = find(session, event, "session", "meeting_point")
    assert (point.text.record, point.states["fr"]) == (where.public_id, TextState.MISSING)
    assert public_texts.reach([point.text], readers) == []


def test_e_mails_say_whom_their_words_reach_in_another_language(
    session: Session, event: Event
) -> None:
    complete = public_texts.untranslated_in_invitations(session, event)
    event.venue = Translated(de="Messe")
    category = make_category(session, event)
    guest = InvitationChange(email="guest@example.org", language="fr")
    invite(session, event, category, guest, by=SOMEBODY, now=NOON)
    speaker = make_contributor(
        session,
        event,
        languages=["en"],
        item=make_session(session, event, Translated(de="Netze"), meeting_point=FOYER),
    )
    session.flush()

    assert complete == []
    assert public_texts.untranslated_in_invitations(session, event) == [
        Reach("fr", 1, {"de": 1}),
        Reach("en", 0, {"de": 1}),
    ]
    assert public_texts.untranslated_for_contributors(session, event, [speaker]) == [
        Reach("en", 1, {"de": 3})
    ]


def test_the_overview_costs_the_same_statements_whatever_there_is(
    app: Flask, session: Session, event: Event
) -> None:
    def statements() -> int:
        session.commit()
        session.expire_all()
        known = session.get_one(Event, event.id)
        with counted(app) as sent:
            public_texts.standings(session, known)
        return len(sent)

    few = statements()
    for number in range(9):
        make_session(session, event, f"Talk {number}")
        make_room(session, event, f"Room {number}")

    assert statements() == few
    assert few <= len(FIELDS) + 8
