"""What an organiser does to one registration on its page, and what the page says back."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from eventapp.registration.models import Consent, ConsentGiven, ConsentText, Registration, State
from tests.backoffice.sending import HIDDEN
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import make_registration


def send(client: FlaskClient, page: str, act: str, **fields: str) -> tuple[int, str]:
    """Press a button of the page with what is typed beside it; return status and text."""
    hidden = dict(HIDDEN.findall(client.get(page).get_data(as_text=True)))
    answer = client.post(f"{page}/{act}?lang=en", data={**hidden, **fields})
    return answer.status_code, answer.get_data(as_text=True)


def test_confirming_beyond_the_places_asks_for_the_reason_at_its_field(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    late = make_registration(session, event, category, "Bob")
    sign_in(session, client, make_member(session, event))
    page = f"/spring/manage/registrations/{late.reference}"
    session.rollback()

    status, text = send(client, page, "confirm")
    assert status == 422
    assert 'id="confirm_reason-error"' in text
    assert "No place is free." in text
    assert send(client, page, "confirm", confirm_reason="Interprets for Ada")[0] == 303

    session.expire_all()
    assert session.get_one(Registration, late.id).state is State.CONFIRMED


def test_moving_to_a_full_group_asks_for_the_reason_and_keeps_what_was_chosen(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    full = make_category(session, event, key="full", places=0)
    mover = make_registration(session, event, category, "Bob")
    sign_in(session, client, make_member(session, event))
    page = f"/spring/manage/registrations/{mover.reference}"
    session.rollback()

    status, text = send(client, page, "move", category="full")
    assert status == 422
    assert 'id="move_reason-error"' in text
    assert '<option selected value="full">' in text
    assert send(client, page, "move", category="nowhere")[0] == 422
    assert send(client, page, "move", category="full", move_reason="Press")[0] == 303

    session.expire_all()
    assert session.get_one(Registration, mover.id).category_id == full.id


def test_page_shows_what_was_agreed_to_in_the_words_of_then(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category)
    consent = Consent(event=event, key="news", text=Translated.same("New words"), text_version=2)
    session.add(consent)
    session.flush()
    session.add(
        ConsentText(
            consent_id=consent.id, text_version=1, text=Translated.same("Old words"), until=NOON
        )
    )
    session.add(
        ConsentGiven(
            registration=registration, consent=consent, text_version=1, language="de", given_at=NOON
        )
    )
    sign_in(session, client, make_member(session, event))
    path = f"/spring/manage/registrations/{registration.reference}?lang=en"
    session.rollback()

    text = client.get(path).get_data(as_text=True)

    assert "Old words" in text
    assert "New words" not in text
