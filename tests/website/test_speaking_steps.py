"""Whose pages these are, their sessions, and the way back to what is missing."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.audiences.speakers import remember
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.queries.visitors import Visitor
from eventapp.website.speaking_steps import home_again, own_contributor, own_person, own_sessions
from tests.factories.speakers import give_part, make_contributor

pytestmark = pytest.mark.on_sqlite


def test_a_session_is_named_once_however_many_parts_somebody_has_in_it(
    app: Flask, session: Session, event: Event
) -> None:
    accepted = ContributorState.ACCEPTED
    contributor = make_contributor(session, event, state=accepted)
    person = contributor.person
    item = give_part(session, event, person, state=accepted)
    give_part(session, event, person, item=item, part=SessionPart.MODERATOR, state=accepted)
    give_part(session, event, person, state=ContributorState.DECLINED)
    session.commit()

    with app.test_request_context("/"):
        here = db.session().get_one(Contributor, contributor.id)
        remember(Visitor(here, AnsweredAs.ASSISTANT))
        assert own_contributor() is here
        assert own_person() is here.person
        assert [each.title.into("en") for each in own_sessions()] == ["Clusters", "Clusters"]
        back = home_again(event)
        assert (back.status_code, back.location) == (303, "/spring/speaking")  # type: ignore[union-attr]
