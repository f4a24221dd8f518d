"""Inviting one person and several from the organisers' area."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.models import Contributor
from tests.backoffice.speakers.test_overview import LIST
from tests.factories.speakers import make_contributor
from tests.website.test_invitations import send

pytestmark = pytest.mark.on_sqlite


def test_one_is_invited_with_deadlines_and_a_text_of_ones_own(
    editor: FlaskClient, session: Session, event: Event
) -> None:
    somebody = make_contributor(session, event, email="g@example.org", languages=["fr"])
    session.commit()
    page = f"{LIST}/invite?pick={somebody.person.public_id}"
    fields = {"pick": somebody.person.public_id, "language": "fr", "to": "speaker"}

    assert send(editor, f"{LIST}/invite", page, **{**fields, "to": "x"}) == 422
    sent = send(editor, f"{LIST}/invite", page, **fields, answer_by="2027-02-13", message="Venez")

    assert sent == 303
    session.expire_all()
    [email] = session.scalars(select(Email))
    assert (email.language, email.facts["message"], email.facts["answer_by"]) == (
        "fr",
        "Venez",
        "2027-02-13",
    )
    assert email.facts["invited_by"] == "Katrin Neuschäfer"


def test_several_are_invited_in_their_own_languages_or_nobody(
    editor: FlaskClient, session: Session, event: Event
) -> None:
    french = make_contributor(session, event, email="g@example.org", languages=["fr"])
    silent = make_contributor(session, event, family_name="Draft")
    session.commit()
    picks = [french.person.public_id, silent.person.public_id]
    page = f"{LIST}/invite?pick={picks[0]}&pick={picks[1]}"

    assert send(editor, f"{LIST}/invite", page, pick=picks, to="both") == 422  # type: ignore[arg-type]
    assert session.scalars(select(Email)).all() == []
    session.rollback()

    contributor = session.get_one(Contributor, silent.id)
    contributor.person.assistant_email = "a@example.org"
    session.commit()
    assert send(editor, f"{LIST}/invite", page, pick=picks, to="both") == 303  # type: ignore[arg-type]

    rows = session.scalars(select(Email).order_by(Email.id))
    assert sorted((row.to_address, row.language) for row in rows) == [
        ("a@example.org", "de"),
        ("g@example.org", "fr"),
    ]
    assert set(session.scalars(select(SessionRole.state))) == {ContributorState.INVITED}
    assert editor.get(f"{LIST}/invite").status_code == 303
