"""E-mails about proposals: in the author's language, repeating no lure, true when they go."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.composition import mailing
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.speakers.models import ProposalState
from eventapp.speakers.services.deciding import decide, send_decisions
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_proposal
from tests.factories.registrations import SOMEBODY

LURE = "Please confirm at login-bund.com"


@pytest.mark.on_sqlite
def test_no_e_mail_repeats_a_lure_unless_the_team_accepted_it(app: Flask, session: Session) -> None:
    """A stranger proposes with somebody else's address: the e-mail carries none of their words."""
    event = make_event(session)
    make_call(session, event)
    state = {ProposalState.DECLINED: LURE, ProposalState.ACCEPTED: "Wasserstoff"}
    for decision, headline in state.items():
        proposal = make_proposal(session, event, headline, language="de")
        decide(session, [proposal], decision, by=SOMEBODY, now=NOON)
    send_decisions(session, event, by=SOMEBODY, now=NOON)
    session.commit()

    texts = {}
    with app.app_context():
        for row in session.scalars(select(Email).order_by(Email.id)):
            message = message_of(mailing(), row, mailing().facts_of(row))
            body = message.get_body(("plain",))
            assert body is not None
            texts[row.kind, row.id] = f"{message['Subject']} {body.get_content()}"
    session.rollback()

    assert not any("login-bund" in text for text in texts.values())
    accepted = next(text for (kind, _id), text in texts.items() if "Accepted" in kind)
    assert "Wasserstoff" in accepted
    assert "/spring/propose/" in accepted
