"""Texts in every language: the overview, one text beside its source, drafts reviewed at once."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, Room
from eventapp.agenda.services import RoleChange
from eventapp.documents import tables
from eventapp.events.models import Event, Role
from eventapp.orm import Translated
from eventapp.speakers.models import ProposalState
from eventapp.speakers.services.deciding import decide
from eventapp.texts.models import TextReview, Verdict
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_room, make_session
from tests.factories.events import NOON, make_category, make_event
from tests.factories.forms import forms_of
from tests.factories.people import make_person
from tests.factories.proposals import make_call, make_proposal
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite

LIST = "/spring/manage/languages"
TEXT = Translated(de="Erster Absatz.\n\nZweiter.", fr="Premier.\n\nDeuxième.")


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event with a description in two languages, whose organiser is signed in."""
    event = make_event(
        session, description=TEXT, summary=Translated.same("Kurz"), venue=Translated()
    )
    sign_in(session, client, make_member(session, event))
    return event


def typed(client: FlaskClient, page: str) -> dict[str, object]:
    """Return what a browser would send of the form of a page."""
    return of_page(client.get(page).get_data(as_text=True))


def of_page(text: str) -> dict[str, object]:
    """Return what a browser would send of the form in a page's text."""
    forms = forms_of(text)
    form = next(form for form in forms if any(c.name == "seen_text" for c in form.controls))
    return {**form.as_it_stands()}


def fill(client: FlaskClient, page: str, **fields: str) -> int:
    """Fill in the form of a page as a browser does and send it."""
    return client.post(page, data={**typed(client, page), **fields}).status_code


def read(session: Session) -> tuple[Translated, Verdict | None]:
    """Return the description and the last word on its French text."""
    session.expire_all()
    text = session.scalars(select(Event.description)).one()
    said = select(TextReview.verdict).where(TextReview.field == "description")
    verdict = session.scalars(said).one_or_none()
    session.rollback()
    return text, verdict


@pytest.mark.usefixtures("event")
def test_a_text_is_edited_paragraph_by_paragraph_and_reviewed(
    session: Session, client: FlaskClient
) -> None:
    page = f"{LIST}/event.spring.description/fr"

    assert fill(client, page, **{"parts-1-text": "Second."}, act="draft") == 303
    assert read(session) == (Translated(de=TEXT["de"], fr="Premier.\n\nSecond."), Verdict.DRAFT)
    assert fill(client, page, act="review") == 303
    assert read(session)[1] is Verdict.REVIEWED


@pytest.mark.usefixtures("event")
def test_only_what_changed_of_the_source_is_marked_and_may_be_no_concern(
    session: Session, client: FlaskClient
) -> None:
    page = f"{LIST}/event.spring.description/fr"
    fill(client, page, act="review")
    event = session.scalars(select(Event)).one()
    event.description = Translated(de="Erster Absatz.\n\nZweiter, neu.", fr=TEXT["fr"])
    session.commit()

    shown = client.get(f"{page}?lang=en").get_data(as_text=True)
    assert shown.count("<ins>") == 1
    assert "neu." in shown.partition("<ins>")[2][:80]
    assert "outdated" in client.get(f"{LIST}?lang=en").get_data(as_text=True)
    assert "Premier." in client.get("/spring/?lang=fr").get_data(as_text=True)
    assert "outdated" not in client.get("/spring/?lang=en").get_data(as_text=True)

    fill(client, page, act="unconcerned", **{"parts-0-text": "typed and not meant"})
    assert read(session) == (
        Translated(de="Erster Absatz.\n\nZweiter, neu.", fr=TEXT["fr"]),
        Verdict.REVIEWED,
    )
    assert "<ins>" not in client.get(page).get_data(as_text=True)


def test_what_somebody_else_saved_meanwhile_is_shown_and_nothing_is_lost(
    session: Session, client: FlaskClient, event: Event
) -> None:
    page = f"{LIST}/event.spring.description/fr"
    text = client.get(page).get_data(as_text=True)
    form = next(
        form for form in forms_of(text) if any(c.name == "seen_text" for c in form.controls)
    )
    event.description = Translated(de="Ganz neu.", fr=TEXT["fr"])
    session.commit()

    sent = {**form.as_it_stands(), "parts-0-text": ["Tout neuf."], "act": ["review"]}
    answer = client.post(page, data=sent)

    assert answer.status_code == 422
    assert "Tout neuf." in answer.get_data(as_text=True)
    assert read(session)[0]["fr"] == TEXT["fr"]


def test_when_all_is_reviewed_one_sentence_says_so(
    session: Session, client: FlaskClient, event: Event
) -> None:
    event.description = Translated(de="a", fr="b", en="c")
    session.commit()
    assert "<table" in client.get(LIST).get_data(as_text=True)

    send(client, LIST, f"{LIST}/review")

    page = client.get(f"{LIST}?lang=en").get_data(as_text=True)
    assert "<table" not in page
    assert "public texts are reviewed in every language" in page


def test_an_editor_of_the_programme_sees_its_texts_alone(
    session: Session, client: FlaskClient, event: Event
) -> None:
    room = make_room(session, event, place=Translated(de="Erdgeschoss"))
    key = f"rooms.{room.public_id}.place"
    sign_in(session, client, make_member(session, event, Role.AGENDA))

    page = client.get(LIST).get_data(as_text=True)

    assert key in page
    assert "event.spring" not in page
    assert client.get(f"{LIST}/event.spring.description/fr").status_code == 404
    assert (
        fill(client, f"{LIST}/{key}/fr", **{"parts-0-text": "Rez-de-chaussée"}, act="review") == 303
    )
    session.expire_all()
    assert session.scalars(select(Room.place)).one()["fr"] == "Rez-de-chaussée"


@pytest.mark.usefixtures("event")
def test_nonsense_in_the_address_counts_as_not_asked(client: FlaskClient) -> None:
    for query in ("?owner=x&state=y&language=zz", "?state=missing&language=en", "?owner=host"):
        assert client.get(f"{LIST}{query}").status_code == 200
    assert client.get(f"{LIST}/event.spring.description/de?source=zz").status_code == 200


@pytest.mark.usefixtures("event")
def test_what_is_listed_is_downloaded_and_what_nobody_wrote_waits_for_its_source(
    session: Session, client: FlaskClient
) -> None:
    person = make_person(session, session.scalars(select(Event)).one(), family_name="=Curie")
    make_session(session, session.scalars(select(Event)).one(), people=[RoleChange.new(person)])
    session.commit()
    waiting = client.get(f"{LIST}?lang=en&owner=contributor").get_data(as_text=True)
    answer = client.get(f"{LIST}.xlsx?lang=en&owner=contributor")

    assert waiting.count("waits for its source") >= 4
    heads, row, _biography = tables.read(answer.data)
    assert heads[:3] == ["Who", "Text", "Deutsch"]
    assert row[:2] == ["Contributors", "=Curie, Function"]
    assert row[5:] == ["missing", "waits for its source", "waits for its source"]


def test_what_somebody_else_translated_meanwhile_stands_beside_what_was_typed(
    session: Session, client: FlaskClient, event: Event
) -> None:
    page = f"{LIST}/event.spring.description/fr?lang=en"
    form = typed(client, page)
    event.description = Translated(de=TEXT["de"], fr="Leur texte.")
    session.commit()

    mine = {**form, "parts-0-text": "Mon texte.", "parts-1-text": "", "act": "review"}
    answer = client.post(page, data=mine)
    shown = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "<dd>Leur texte.</dd>" in shown
    assert "Mon texte." in shown
    assert client.post(page, data={**of_page(shown), "act": "review"}).status_code == 303
    assert read(session) == (Translated(de=TEXT["de"], fr="Mon texte."), Verdict.REVIEWED)


@pytest.mark.parametrize(
    "page", ["invitations", "speakers/invite", "speakers/remind", "proposals", "reconfirmations"]
)
def test_before_e_mails_are_sent_one_reads_whom_they_reach_in_another_language(
    session: Session, client: FlaskClient, event: Event, page: str
) -> None:
    event.venue = Translated(de="Messe")
    make_registration(session, event, make_category(session, event), "Un", language="fr")
    make_call(session, event)
    decide(session, [make_proposal(session, event)], ProposalState.DECLINED, by=SOMEBODY, now=NOON)
    speaker = make_contributor(
        session, event, email="g@example.org", languages=["fr"], state=ContributorState.DRAFT
    )
    if page.endswith("remind"):
        speaker = make_contributor(
            session, event, email="h@example.org", languages=["fr"], state=ContributorState.INVITED
        )
    session.commit()

    address = f"/spring/manage/{page}?pick={speaker.person.public_id}&lang=en"
    text = client.get(address).get_data(as_text=True)

    assert "What these e-mails say is not written in every language" in text
    assert "in German" in text
