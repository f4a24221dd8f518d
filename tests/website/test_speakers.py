"""A contributor's page: in which parts, which languages, whose photograph, and nobody hidden."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.agenda.services import RoleChange, release
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people.models import PublicBasis
from eventapp.people.services import PersonChange, change_person
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.pictures import make_file
from tests.factories.podium import BEGINS
from tests.factories.timetables import json_faults

pytestmark = pytest.mark.on_sqlite


def test_the_page_tells_parts_languages_links_and_the_photographer(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    other = make_organisation(session, event, "Bpifrance")
    ada = make_person(
        session,
        event,
        given_name="Ada",
        family_name="Byron",
        languages=["fr"],
        links=["https://ada.example/"],
        portrait_credit="Odette Marques",
    )
    moderates = RoleChange(
        person=ada,
        part=SessionPart.MODERATOR,
        organisation=other,
        function=Translated(en="Head of Europe"),
    )
    make_session(session, event, "Panel", starts_at=BEGINS, people=[moderates])
    release(session, event, name="", by=SYSTEM, now=NOON)
    session.commit()
    address = f"/spring/speakers/{ada.public_id}?lang=en"

    page = client.get(address).text

    for text in ("Moderation, Head of Europe, Bpifrance", 'title="French"', "ada.example"):
        assert text in page
    assert "Odette Marques" not in page  # there is no picture that they took
    assert "Moderation" in client.get("/spring/speakers?lang=en").text

    hidden = replace(PersonChange.of(ada), basis=PublicBasis.NONE)
    change_person(session, ada, hidden, by=SYSTEM, now=NOON)
    session.commit()
    answer = client.get(address)
    assert answer.status_code == 404
    assert "ada.example" not in answer.text


def test_a_text_in_another_language_says_so_and_links_are_told_to_machines(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    ada = make_person(
        session,
        event,
        given_name="Ada",
        family_name="Byron",
        languages=["fr"],
        links=["https://ada.example/"],
        biography=Translated(fr="Elle calcule."),
        function=Translated(fr="Ingénieure", de="Ingenieurin"),
    )
    make_session(session, event, "Talk", starts_at=BEGINS, people=[(ada,)])
    release(session, event, name="", by=SYSTEM, now=NOON)
    session.commit()

    page = client.get(f"/spring/speakers/{ada.public_id}?lang=de").text
    feed = client.get("/spring/agenda.json?lang=fr").json

    assert re.search(r'<div class="stack narrow" lang="fr">\s*<p>Elle calcule', page)
    assert '<p class="intro">Ingenieurin</p>' in page  # the reader's own language
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    linked = json.loads(block.group(1))
    assert (linked["sameAs"], linked["performerIn"][0]["name"]) == (
        ["https://ada.example/"],
        "Talk",
    )
    assert feed is not None
    assert not json_faults(feed)
    (room,) = feed["schedule"]["conference"]["days"][0]["rooms"].values()
    (person,) = room[0]["persons"]
    assert (person["biography"], person["position"]) == ("Elle calcule.", "Ingénieure")
    assert person["url"].endswith(f"/spring/speakers/{ada.public_id}")
    assert person["links"][0]["url"] == "https://ada.example/"


def test_people_are_looked_for_without_script(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Byron", languages=["fr"])
    bo = make_person(
        session, event, given_name="Bo", family_name="Muster", function=Translated.same("Kanzler")
    )
    parts = (RoleChange(person=ada, part=SessionPart.MODERATOR), RoleChange(person=bo))
    make_session(session, event, "Talk", languages=["de"], starts_at=BEGINS, people=list(parts))
    release(session, event, name="", by=SYSTEM, now=NOON)
    session.commit()

    def shown(asked: str) -> list[str]:
        page = client.get(f"/spring/speakers?lang=en&{asked}").text
        return re.findall(r'<h2><a href="[^"]*">(Ada|Bo)', page)

    assert shown("") == ["Ada", "Bo"]
    assert (shown("q=kanz"), shown("l=fr"), shown("part=moderator")) == (["Bo"], ["Ada"], ["Ada"])
    assert shown("l=de") == ["Bo"]  # of whom nobody knows a language, that of the session
    assert shown("q=kanz&l=fr") == []
    assert "Nobody fits this search" in client.get("/spring/speakers?lang=en&q=zzz").text


def test_the_photographer_stands_under_the_picture_that_is_published(
    client: FlaskClient, session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Byron")
    stored = make_file(session, tmp_path / "media", event)
    change = replace(PersonChange.of(ada), portrait=stored, portrait_credit="Odette Marques")
    change_person(session, ada, change, by=SYSTEM, now=NOON)
    make_session(session, event, "Talk", starts_at=BEGINS, people=[(ada,)])
    release(session, event, name="", by=SYSTEM, now=NOON)
    session.commit()

    page = client.get(f"/spring/speakers/{ada.public_id}?lang=en").text

    assert "Picture: Odette Marques" in page
