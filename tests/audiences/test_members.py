"""Who may do what at an event: all roles together, everybody's rows or one organisation's."""

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.audiences.members import member_of, visit, zone_elsewhere
from eventapp.events.models import Event, Role
from eventapp.events.services import give_role
from eventapp.scope import Scope
from eventapp.web import access
from eventapp.web.access import Member, Viewer
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation

pytestmark = pytest.mark.on_sqlite


def asked(app: Flask, user: User | None, event: Event) -> Member | None:
    """Return what the user may do at the event."""
    with app.test_request_context("/"):
        g.viewer = None
        if user is not None:
            access.remember_viewer(Viewer(user.id, user.name, user.email, "de", 1, strong=False))
        return member_of(event)


def test_a_representative_sees_the_own_organisation_and_with_another_role_everybody(
    app: Flask, session: Session
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "BioM")
    user = make_member(session, event, Role.COHOST, organisation_id=organisation.id)
    session.commit()

    assert asked(app, user, event) == Member(
        frozenset([Role.COHOST.value]), own := Scope(event.id, frozenset([organisation.id])), own
    )
    give_role(session, event, user, Role.DESK, now=NOON)
    session.commit()
    both = asked(app, user, event)
    assert both is not None
    assert both.scope.everything
    assert both.acts_for == own


def test_strangers_and_members_of_other_events_are_nobody(app: Flask, session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    user = make_member(session, other)
    session.commit()

    assert asked(app, user, event) is None
    assert asked(app, None, event) is None


def test_a_page_of_no_event_is_in_the_zone_of_the_next_one(app: Flask, session: Session) -> None:
    with app.test_request_context("/"):
        g.viewer = None
        assert zone_elsewhere() == "UTC"
    make_event(session, zone="Europe/Paris")
    session.commit()
    with app.test_request_context("/"):
        g.viewer = None
        assert zone_elsewhere() == "Europe/Paris"


def test_a_page_of_an_event_has_its_zone(app: Flask, session: Session) -> None:
    event = make_event(session, zone="Europe/Paris")
    with app.test_request_context("/"):
        visit(event)
        assert g.zone == "Europe/Paris"
