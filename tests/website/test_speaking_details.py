"""Pages that are saved alone: texts, stage, times, journey, consents; nothing typed is lost."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.languages import Translated
from eventapp.people.models import Availability
from eventapp.speakers.models import Contributor, SpeakingLink
from eventapp.texts.models import Verdict
from eventapp.texts.services import Judgement, judge
from tests.backoffice.sending import Page, send
from tests.factories.events import NOON, make_event
from tests.factories.speakers import come_by_link, make_contributor

pytestmark = pytest.mark.on_sqlite
OWN = "/spring/speaking"


@pytest.fixture
def contributor(session: Session, client: FlaskClient) -> Contributor:
    """Return somebody who accepted, whose assistant opened the link in this browser."""
    event: Event = make_event(session)
    made = make_contributor(
        session, event, state=ContributorState.ACCEPTED, assistant_name="Océane Buisson"
    )
    made.language = "en"
    session.commit()
    come_by_link(client, made)
    return made


def refreshed(session: Session, contributor: Contributor) -> Contributor:
    """Return the contributor as they stand now."""
    number = contributor.id
    session.rollback()
    session.expire_all()
    return session.get_one(Contributor, number)


def test_assistant_saves_texts_and_leaves_one_to_the_team(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    typed: dict[str, Any] = {
        "function-fr": "Directrice générale adjointe",
        "biography-fr": "Geneviève Le Goff dirige …",
        "translate_into": ["de", "en"],
        "languages": ["fr", "de"],
        "pronunciation": "jön-wjäw lö goff",
    }
    assert Page(client, f"{OWN}/texts").save(**typed) == 303

    now = refreshed(session, contributor)
    assert now.person.biography.into("fr").startswith("Geneviève")
    assert (now.translate_into, now.person.languages) == (["de", "en"], ["fr", "de"])
    by = session.scalars(select(Entry.actor_label).where(Entry.actor_kind == "contributor"))
    assert set(by) == {"Océane Buisson"}
    assert "checked" in Page(client, f"{OWN}/texts").text
    home = client.get(OWN).text
    assert "The team translates your text" in home


def test_who_it_is_about_reads_where_the_biography_stands_and_what_changed(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    event, person = contributor.person.event_id, contributor.person
    key = "contributors", person.public_id, "biography"
    person.languages = ["fr"]
    person.biography = Translated(fr="Elle dirige dix projets.", de="Sie leitet zehn Projekte.")
    said = Judgement(key, "de", "fr", Verdict.REVIEWED)
    judge(session, session.get_one(Event, event), said, person.biography, by="Jo", now=NOON)
    session.commit()
    reviewed = client.get(f"{OWN}/texts").text
    person.biography = Translated(fr="Elle dirige douze projets.", de="Sie leitet zehn Projekte.")
    session.commit()
    outdated = client.get(f"{OWN}/texts").text

    assert "biography reviewed on 12 January 2027" in reviewed.replace("\u00a0", " ")
    assert "biography missing" in reviewed
    assert "biography outdated, as French has changed" in outdated
    assert "deleted: </span>dix</del>" in outdated
    assert "new: </span>douze</ins>" in outdated


def test_stale_text_is_asked_about_and_stays_typed(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    early, late = (Page(client, f"{OWN}/texts") for _ in range(2))
    assert early.save(**{"biography-fr": "First"}) == 303

    assert late.save(**{"biography-fr": "Second"}) == 422

    assert "Second" in late.text
    assert "Somebody else has changed" in late.text
    assert refreshed(session, contributor).person.biography.into("fr") == "First"


def test_what_the_team_translates_is_kept_of_both_who_ticked_at_once(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    early, late = (Page(client, f"{OWN}/texts") for _ in range(2))
    assert early.save(translate_into=["de"]) == 303
    assert late.save(translate_into=["en"]) == 303
    assert refreshed(session, contributor).translate_into == ["de", "en"]
    session.rollback()

    early, late = (Page(client, f"{OWN}/texts") for _ in range(2))
    assert early.save(translate_into=["en"]) == 303
    assert late.save(**{"biography-fr": "Elle dirige"}) == 303

    assert refreshed(session, contributor).translate_into == ["en"]


def test_stage_and_travel_are_told_and_private_words_stay_out_of_the_log(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    assert Page(client, f"{OWN}/stage").save(technical_needs="A film", without_slides="y") == 303
    typed = {"travel": "By train", "access_needs": "A seat near the stage"}
    assert Page(client, f"{OWN}/travel").save(**typed) == 303

    now = refreshed(session, contributor)
    assert (now.technical_needs, now.without_slides) == ("A film", True)
    assert (now.travel, now.access_needs) == ("By train", "A seat near the stage")
    entries = session.scalars(select(Entry).where(Entry.action == "details-given")).all()
    assert [entry.changes["fields"] for entry in entries] == [[], ["access_needs", "travel"]]
    assert "seat" not in str([entry.changes for entry in entries])
    assert "You do not show any" in client.get(OWN).text


def test_nothing_needed_is_an_answer(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    assert contributor.technical_needs is None
    session.rollback()
    assert Page(client, f"{OWN}/stage").save() == 303
    assert refreshed(session, contributor).technical_needs == ""


@pytest.mark.usefixtures("contributor")
def test_times_are_saved_and_half_a_time_is_refused_with_what_was_typed(
    session: Session, client: FlaskClient
) -> None:
    page = Page(client, f"{OWN}/availability")
    assert page.save(**{"availability-0-begins": "2027-03-04T11:00"}) == 422
    assert "2027-03-04T11:00" in page.text

    both = {"availability-0-begins": "2027-03-04T11:00", "availability-0-ends": "2027-03-04T16:00"}
    assert page.save(**both) == 303
    times = session.scalars(select(Availability)).one()
    assert (times.ends_at - times.starts_at).seconds == 5 * 3600
    assert "11:00–16:00" in client.get(OWN).text


def test_only_the_person_consents_and_nothing_is_chosen_beforehand(
    session: Session, client: FlaskClient, contributor: Contributor
) -> None:
    page, answers = f"{OWN}/consents", {"recording": "no", "photographs": "yes"}
    assert "Only Geneviève Le Goff can consent" in client.get(page).text
    token = {"csrf_token": Page(client, f"{OWN}/stage").form.as_it_stands()["csrf_token"]}
    assert client.post(page, data={**token, **answers}).status_code == 403
    assert refreshed(session, contributor).recording is None
    session.rollback()

    come_by_link(client, contributor, SpeakingLink.SPEAKER)
    assert " checked" not in client.get(page).text
    assert send(client, page, recording="no")[0] == 422  # both are asked
    assert send(client, page, **answers)[0] == 303

    now = refreshed(session, contributor)
    assert (now.recording, now.photographs) == (False, True)
    assert now.consented_at is not None
    assert client.get(page).text.count(" checked") == 2
    assert "Recording: no, photographs: yes" in client.get(OWN).text
