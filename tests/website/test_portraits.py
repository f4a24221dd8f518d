"""Portraits and logos as the public sees them: on pages, in feeds, and gone when removed."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.media.purposes import FilePurpose
from eventapp.orm import Translated
from eventapp.people.models import Person
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.workflows import directory
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_host, make_organisation, make_person
from tests.factories.pictures import make_file
from tests.factories.sessions import release

pytestmark = pytest.mark.on_sqlite
ADA = Translated(de="Ada, dunkles Haar", en="Ada, dark hair")


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def ada(session: Session, event: Event, tmp_path: Path) -> Person:
    """Return a speaker with a portrait beside one without, both released."""
    ada = make_person(session, event, title="Dr.", given_name="Ada", family_name="Lovelace")
    other = make_person(session, event, given_name="Zoé", family_name="d’Ormesson")
    people = [(ada, SessionPart.SPEAKER), (other, SessionPart.SPEAKER)]
    make_session(session, event, "Engines", starts_at=NOON, people=people)
    stored = make_file(session, tmp_path / "media", event)
    change = replace(PersonChange.of(ada), portrait=stored, portrait_alt=ADA)
    directory.change_person(session, ada, change, by=SYSTEM, now=NOON)
    release(session, event)
    session.commit()
    return ada


def shown(client: FlaskClient, path: str) -> str:
    """Return a page in German."""
    return client.get(f"{path}?lang=de").get_data(as_text=True)


def test_portrait_stands_beside_the_name_and_initials_where_there_is_none(
    client: FlaskClient, ada: Person
) -> None:
    assert ada.portrait is not None
    every, own = (
        shown(client, "/spring/speakers"),
        shown(client, f"/spring/speakers/{ada.public_id}"),
    )

    assert f'src="/media/{ada.portrait.public_id}/small"' in every
    assert re.findall(r'aria-hidden="true">(\w+)</span>', every)[-1] == "ZD"
    assert re.search(rf'src="/media/{ada.portrait.public_id}"[^>]*alt="Ada, dunkles Haar"', own)


def test_programs_are_told_where_the_portrait_is(client: FlaskClient, ada: Person) -> None:
    assert ada.portrait is not None
    address = f"http://localhost/media/{ada.portrait.public_id}"

    feed = json.loads(client.get("/spring/agenda.json").data)
    (entry,) = next(iter(feed["schedule"]["conference"]["days"][0]["rooms"].values()))
    linked = shown(client, f"/spring/agenda/{entry['url'].rpartition('/')[2]}")

    avatars = [person.get("avatar") for person in entry["persons"]]
    assert [avatar and avatar.rpartition("/media")[2] for avatar in avatars] == [
        address.rpartition("/media")[2],
        None,
    ]
    assert f'/media/{ada.portrait.public_id}"' in linked.partition("application/ld+json")[2]


def test_removed_portrait_is_gone_at_once_though_the_version_had_it(
    client: FlaskClient, session: Session, ada: Person
) -> None:
    assert ada.portrait is not None
    name = ada.portrait.public_id
    assert client.get(f"/media/{name}").status_code == 200

    directory.remove_portrait(session, ada, by=SYSTEM, now=NOON)
    session.commit()

    assert name not in shown(client, "/spring/speakers")
    assert ">AL</span>" in shown(client, "/spring/speakers")
    assert name not in client.get("/spring/agenda.json").get_data(as_text=True)
    assert client.get(f"/media/{name}").status_code == 404


def test_new_portrait_is_shown_with_the_next_version(
    client: FlaskClient, session: Session, event: Event, ada: Person, tmp_path: Path
) -> None:
    assert ada.portrait is not None
    former, new = ada.portrait, make_file(session, tmp_path / "media", event)
    change = replace(PersonChange.of(ada), portrait=new)
    directory.change_person(session, ada, change, by=SYSTEM, now=NOON)
    session.commit()
    assert former.public_id in shown(client, "/spring/speakers")

    release(session, event)
    session.commit()

    assert former.public_id not in shown(client, "/spring/speakers")
    assert new.public_id in shown(client, "/spring/speakers")


def test_hosts_logo_stands_where_hosts_do_with_the_one_for_dark_grounds(
    client: FlaskClient, session: Session, event: Event, tmp_path: Path
) -> None:
    organisation = make_organisation(session, event, "Ministry")
    make_host(session, event, organisation)
    light, dark = (make_file(session, tmp_path / "media", event, FilePurpose.LOGO) for _ in "ab")
    change = replace(OrganisationChange.of(organisation), logo=light, logo_dark=dark)
    directory.change_organisation(session, organisation, change, by=SYSTEM, now=NOON)
    session.commit()

    for path in ("/spring/hosts", "/spring/"):
        page = shown(client, path)
        assert re.search(rf'\(prefers-color-scheme: dark\)" srcset="/media/{dark.public_id}"', page)
        assert re.search(rf'src="/media/{light.public_id}"[^>]*alt="Ministry"', page)
