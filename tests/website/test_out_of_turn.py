"""Steps taken out of their order, twice, or before they are open are refused and change nothing."""

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email
from eventapp.registration.models import Registration, State
from tests.backoffice.sending import send
from tests.factories.own_page import hidden_in, link, press

ACTS = ("accept", "still-coming")


def emails(session: Session) -> int:
    """Return how many e-mails there are."""
    session.expire_all()
    number = session.scalar(select(func.count(Email.id))) or 0
    session.rollback()
    return number


def test_who_gives_the_place_up_twice_gives_up_one_place_and_gets_one_email(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    key = mine.id
    press(client, link(mine))
    in_two_tabs = hidden_in(client, "/spring/my/cancel")
    assert client.post("/spring/my/cancel", data=in_two_tabs).status_code == 303
    sent = emails(session)

    assert client.post("/spring/my/cancel", data=in_two_tabs).status_code == 409

    assert emails(session) == sent
    states = sorted(session.scalars(select(Registration.state)), key=str)
    assert states == sorted([State.CANCELLED, State.CONFIRMED], key=str)
    assert session.get_one(Registration, key).state is State.CANCELLED


def test_who_only_waits_can_confirm_no_offer_and_answer_nothing_that_was_not_asked(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    waiting = session.scalars(select(Registration).where(Registration.state == State.WAITING)).one()
    key, path = waiting.id, link(waiting)
    assert mine.state is State.CONFIRMED
    session.commit()
    press(client, path)

    answers = [send(client, "/spring/my/edit", f"/spring/my/{act}")[0] for act in ACTS]

    assert answers == [409] * len(ACTS)
    session.expire_all()
    assert session.get_one(Registration, key).state is State.WAITING


def test_nobody_acts_before_there_is_a_registration(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    session.commit()

    acts = (*ACTS, "cancel", "hand-over")
    facts = {act: send(client, "/spring/register", f"/spring/my/{act}")[0] for act in acts}

    assert facts == dict.fromkeys(acts, 401)
    session.expire_all()
    assert mine.state is State.CONFIRMED
