"""Subtitle, description and track: written by editors, read, filtered and found by the public."""

from typing import cast

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.items import key_of
from eventapp.agenda.models import AgendaSession, SessionPart, Track
from eventapp.agenda.snapshots import read
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event, Role
from eventapp.orm import Translated
from tests.agenda.test_programme import make_item
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session, make_track
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import SOMEBODY

MANAGE = "/spring/manage"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a session in the track Fibres and a plain one."""
    event = make_event(session)
    item = make_item(session, event, None, "Weaving")
    item.track = make_track(
        session, event, Translated(de="Fasern", fr="Fibres", en="Fibres & more")
    )
    item.subtitle = Translated.same("Looms of tomorrow")
    item.description = Translated(de="Über die Gießerei in Québec.")
    speaker = make_person(
        session,
        event,
        given_name="Jörg",
        family_name="Müller",
        organisation=make_organisation(session, event, "Pôle Textile"),
    )
    session.flush()
    edit_session(session, item, people=[(speaker, SessionPart.SPEAKER)])
    make_item(session, event, None, "Plain", minutes=90)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    return event


@pytest.fixture
def editor(session: Session, client: FlaskClient, event: Event) -> FlaskClient:
    """Return the browser of an agenda editor, in English."""
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    client.get("/lang/en")
    return client


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    "typed",
    ["mueller", "Müller", "MULLER jorg", "loom", "giesserei", "quebec", "fasern", "textile"],
)
def test_search_finds_texts_track_and_people_however_they_are_spelt(
    client: FlaskClient, typed: str
) -> None:
    page = client.get("/spring/agenda", query_string={"q": typed}).get_data(as_text=True)

    assert "Weaving" in page
    assert "Plain" not in page


@pytest.mark.usefixtures("event")
def test_search_that_finds_nothing_says_so_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/spring/agenda?lang=en&q=nowhere%3Cb%3E").get_data(as_text=True)

    assert "No session matches these filters" in page
    assert 'value="nowhere&lt;b&gt;"' in page


@pytest.mark.usefixtures("event")
def test_track_filters_in_every_language_and_is_told_on_the_sessions_page(
    client: FlaskClient, session: Session
) -> None:
    key = key_of(Translated(en="Fibres & more"))
    item = session.scalars(select(AgendaSession).where(AgendaSession.track_id.is_not(None))).one()
    address = f"/spring/agenda/{item.public_id}"
    session.rollback()

    for language, name in (("de", "Fasern"), ("fr", "Fibres"), ("en", "Fibres &amp; more")):
        asked = {"track": key, "lang": language}
        page = client.get("/spring/agenda", query_string=asked).get_data(as_text=True)
        assert f"selected>{name}</option>" in page
        assert f'class="track is-0">{name}</span>' in page
        assert "Plain" not in page
        own = client.get(f"{address}?lang={language}").get_data(as_text=True)
        assert f">{name}</a>" in own
        assert "Looms of tomorrow" in own
        assert "Über die Gießerei" in own


def test_release_made_before_there_were_tracks_is_still_read() -> None:
    old = {
        "rooms": [],
        "people": [],
        "sessions": [
            {
                "id": "x",
                "guid": "x",
                "number": 1,
                "kind": "talk",
                "title": {"en": "Old"},
                "abstract": {},
                "languages": [],
                "interpreted_into": [],
                "room": None,
                "starts_at": "2027-04-15T09:00:00+00:00",
                "ends_at": None,
                "restricted": False,
                "sequence": 0,
                "parts": [],
            }
        ],
    }

    (item,) = read(cast("StoredRelease", old)).items

    assert (item.track_key, item.holds(["old"]), item.cancelled) == ("", True, False)


def test_editor_writes_subtitle_description_and_track_into_the_session(
    session: Session, editor: FlaskClient
) -> None:
    plain = session.scalars(select(AgendaSession).where(AgendaSession.number == 2)).one()
    page = f"{MANAGE}/agenda/{plain.public_id}"
    track = session.scalars(select(Track.public_id)).one()
    session.rollback()
    fields = {"title-en": "Plain", "kind": "talk", "public": "y", "track": track}
    fields |= {"subtitle-fr": "Sous-titre", "description-en": "More of it.", "starts_at": ""}

    assert send(editor, page, **fields)[0] == 303

    session.expire_all()
    assert (plain.subtitle["fr"], plain.description["en"]) == ("Sous-titre", "More of it.")
    shown = editor.get(page).get_data(as_text=True)
    assert f'selected value="{track}"' in shown
    assert "More of it." in shown


def test_other_subtitle_alone_is_a_change_the_next_release_names(
    session: Session, event: Event
) -> None:
    item = session.scalars(select(AgendaSession).where(AgendaSession.number == 1)).one()
    item.subtitle = Translated(en="Another")
    session.flush()

    assert [change.what for change in services.unreleased(session, event)] == ["details"]


def test_tracks_are_added_renamed_and_deleted_once_no_session_is_in_them(
    session: Session, editor: FlaskClient
) -> None:
    assert send(editor, f"{MANAGE}/tracks/add", **{"name-en": "Water"})[0] == 303
    used, water = session.scalars(select(Track).order_by(Track.position)).all()
    keys = used.id, water.id
    assert (used.position, water.position) == (0, 1)
    session.rollback()
    assert send(editor, f"{MANAGE}/tracks/{keys[1]}", **{"name-en": "Rivers"})[0] == 303
    assert "Rivers" in editor.get(f"{MANAGE}/tracks/").get_data(as_text=True)
    session.rollback()

    assert press(editor, f"{MANAGE}/tracks/{keys[1]}", "delete")[0] == 303
    status, text = press(editor, f"{MANAGE}/tracks/{keys[0]}", "delete")

    assert status == 409
    assert "used by one session (Weaving)" in text
    assert session.scalars(select(Track.id)).all() == [keys[0]]
