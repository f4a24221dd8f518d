"""Replacing a contributor as an organiser does it on a phone: chosen, previewed, done, undone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from eventapp.mail.models import Email
from eventapp.registration.models import Substitution
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.evening import Evening
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up


@pytest.fixture
def evening(session: Session, client: FlaskClient) -> Evening:
    """Return the evening before, an organiser signed in."""
    evening = Evening(session)
    sign_in(session, client, make_member(session, evening.event))
    session.commit()
    client.get("/lang/en")
    return evening


def address(evening: Evening, query: str = "") -> str:
    """Return where Lemaire is replaced."""
    key, person = evening.item.public_id, evening.lemaire.public_id
    evening.session.rollback()
    return f"/spring/manage/agenda/{key}/people/{person}/speaker/replace{query}"


def by(evening: Evening) -> str:
    """Return what names Gallezot in the address."""
    key = evening.gallezot.public_id
    evening.session.rollback()
    return f"?by={key}"


def text_of(client: FlaskClient, page: str) -> str:
    """Return what a page says."""
    return client.get(page).get_data(as_text=True)


def test_who_takes_over_is_found_by_name_and_a_clash_is_told_before(
    client: FlaskClient, session: Session, evening: Evening
) -> None:
    beside = make_workshop(session, evening.event, title="Beside", places=1)
    release(session, evening.event)
    own = make_registration(
        session, evening.event, evening.category, "Gallezot", email="gallezot@x.org"
    )
    sign_up(session, own, beside)
    session.commit()

    shown = text_of(client, address(evening, "?q=gall"))
    assert "has booked “Beside” at that time" in shown
    assert "N. N." in shown
    assert "Lemaire</b>" not in text_of(client, address(evening, "?q=lema"))

    preview = text_of(client, address(evening, by(evening)))
    assert "Gallezot has booked something else at that time" in preview
    assert "Version 2: Lemaire" in preview
    assert "Version 3: Gallezot" in preview
    assert "one person who booked" in preview
    assert "Rohleder" in preview


def test_act_page_ticks_and_undo_lead_through_the_evening(
    client: FlaskClient, session: Session, evening: Evening
) -> None:
    here, typed = address(evening, by(evening)), {"agreed": "yes", "tell_booked": "y"}
    status, asked = send(client, here, **typed)
    assert (status, "what becomes of the place of Lemaire" in asked) == (422, True)

    assert send(client, here, place="kept", reason="Train cancelled", **typed)[0] == 303
    made = session.scalars(select(Substitution)).unique().one()
    page = f"/spring/manage/substitutions/{made.public_id}"
    assert (evening.shown(), made.reason) == (["Rohleder", "Gallezot"], "Train cancelled")
    session.rollback()
    shown = text_of(client, page)
    assert "Gallezot replaces Lemaire" in shown
    assert "The e-mails go out at" in shown
    assert "Train cancelled" in shown

    send(client, page, act="tick", done=["badge", "nothing"])
    assert 'value="badge" checked' in text_of(client, page)
    people = f"/spring/manage/agenda/{evening.item.public_id}/people"
    session.rollback()
    assert "announced Lemaire, came Gallezot" in text_of(client, people)

    send(client, page, act="undo")
    session.expire_all()
    assert evening.shown() == ["Rohleder", "Lemaire"]
    assert evening.news() == []
    session.rollback()
    assert "Undone" in text_of(client, page)


def _after(client: FlaskClient, page: str, act: str) -> str:
    send(client, page, act=act)
    return text_of(client, page)


def test_send_now_writes_at_once_and_undo_says_that_it_writes_once_more(
    client: FlaskClient, session: Session, evening: Evening
) -> None:
    send(client, address(evening, by(evening)), agreed="yes", place="cancelled", tell_booked="y")
    made = session.scalars(select(Substitution)).unique().one()
    page = f"/spring/manage/substitutions/{made.public_id}"
    session.rollback()

    assert "Undo and write once more" in _after(client, page, "send")
    kinds = session.scalars(select(Email.kind)).all()
    assert kinds.count("SubstitutedEmail") == 1
    session.rollback()
    _after(client, page, "undo")
    kinds = session.scalars(select(Email.kind)).all()
    assert kinds.count("SubstitutedEmail") == 2


def test_somebody_new_takes_over_and_is_named_for_a_reason(
    client: FlaskClient, evening: Evening
) -> None:
    here = address(evening, "?new=Anouk+Perrin")
    assert "new in the directory" in text_of(client, here)

    send(client, here, agreed="yes", place="kept", basis_note="Named by the organisers")

    assert evening.shown() == ["Rohleder", "Anouk Perrin"]


def test_who_comes_second_sees_who_was_faster(client: FlaskClient, evening: Evening) -> None:
    here = address(evening, by(evening))
    send(client, here, agreed="yes", place="kept")

    answer = client.get(here)

    assert answer.status_code == 409
    assert "replaced Lemaire with Gallezot at" in answer.get_data(as_text=True)


def test_it_is_for_organisers_alone(
    client: FlaskClient, session: Session, evening: Evening
) -> None:
    editor = make_member(session, evening.event, role=Role.AGENDA)
    sign_in(session, client, editor)
    session.commit()
    here = address(evening, by(evening))
    assert client.get(here).status_code == 403
    people = f"/spring/manage/agenda/{evening.item.public_id}/people"
    session.rollback()
    assert "/replace" not in text_of(client, people)
