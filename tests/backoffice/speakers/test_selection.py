"""An act for each of a selection: what one of them refuses undoes nothing of the others."""

from flask import Flask, get_flashed_messages
from sqlalchemy.orm import Session

from eventapp.backoffice.speakers.selection import MOST_SENTENCES, for_each
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.speakers.errors import NotAccepted
from eventapp.speakers.models import Contributor
from tests.factories.speakers import make_contributor


def test_what_one_refuses_is_not_kept_and_only_so_many_reasons_are_told(
    app: Flask, session: Session, event: Event
) -> None:
    for number in range(MOST_SENTENCES + 3):
        make_contributor(session, event, family_name=f"Person {number}")
    session.commit()

    def act(contributor: Contributor) -> None:
        contributor.team_note = "written"
        db.session().flush()
        if contributor.person.family_name != "Person 0":
            raise NotAccepted(contributor.person.full_name)

    with app.test_request_context("/?lang=en", method="POST"):
        those = db.session().query(Contributor).order_by(Contributor.id).all()
        done, sentences = for_each(those, act), get_flashed_messages()

    notes = [contributor.team_note for contributor in session.query(Contributor)]
    assert done == 1
    assert notes.count("written") == 1
    assert len(sentences) == MOST_SENTENCES + 1
    assert sentences[0] == "Geneviève Person 1 has not accepted."
    assert sentences[-1].startswith("Nothing was done for 2 more people")
