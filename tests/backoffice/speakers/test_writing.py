"""Inviting one person and several from the organisers' area."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.mail.models import Email
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


def test_those_who_can_be_are_invited_in_their_own_languages_and_others_are_named_with_the_reason(
    editor: FlaskClient, session: Session, event: Event
) -> None:
    french = make_contributor(session, event, email="g@example.org", languages=["fr"])
    silent = make_contributor(session, event, family_name="Draft", given_name="Sil")
    confirmed = ContributorState.CONFIRMED
    settled = make_contributor(
        session, event, family_name="Vallet", email="v@example.org", state=confirmed
    )
    session.commit()
    picks = [each.person.public_id for each in (french, silent, settled)]
    page = f"{LIST}/invite?" + "&".join(f"pick={pick}" for pick in picks)

    preview = editor.get(page).text
    assert "2 people cannot be invited now:" in preview
    assert "One person is invited" in preview
    assert "Sil Draft cannot be reached" in preview
    assert send(editor, f"{LIST}/invite", page, pick=picks, to="both") == 303  # type: ignore[arg-type]

    rows = session.scalars(select(Email))
    assert [(row.to_address, row.language) for row in rows] == [("g@example.org", "fr")]
    assert session.scalars(select(SessionRole.state).order_by(SessionRole.id)).all() == [
        *(ContributorState.INVITED, ContributorState.DRAFT, confirmed),
    ]
    session.rollback()
    after = editor.get(LIST).text
    assert "Invitation sent." in after
    assert "Sil Draft cannot be reached" in after
    assert "There is no role to which Geneviève Vallet could be invited now." in after


def test_where_there_is_but_an_assistant_the_invitation_goes_there(
    editor: FlaskClient, session: Session, event: Event
) -> None:
    somebody = make_contributor(session, event, assistant_email="a@example.org")
    session.commit()
    picks = [somebody.person.public_id]

    sent = send(
        editor,
        f"{LIST}/invite",
        f"{LIST}/invite?pick={picks[0]}",
        pick=picks,  # type: ignore[arg-type]
        to="both",
        language="de",
    )

    assert sent == 303
    assert session.scalars(select(Email.to_address)).all() == ["a@example.org"]
    assert editor.get(f"{LIST}/invite").status_code == 303
