"""What needs a person: nothing at first, the gravest first, of the part somebody may see."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email, EmailState
from eventapp.scope import Scope
from eventapp.workflows import overview
from tests.agenda.test_programme import make_item, make_room
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_what_is_wrong_stands_with_the_gravest_first(session: Session) -> None:
    event, category = make_event_with_category(session)
    scope = Scope(event.id)
    assert overview.tasks(session, event, scope, now=NOON) == []

    make_registration(session, event, category, "Ada")
    session.flush()
    session.scalars(select(Email)).one().state = EmailState.BOUNCED
    room = make_room(session, event)
    for title in ("A", "B"):
        make_item(session, event, room, title)
    session.flush()

    tasks = overview.tasks(session, event, scope, now=NOON)

    assert [task.tone for task in tasks[:2]] == ["bad", "warn"]
    assert tasks[0].endpoint == "backoffice.agenda_editor"
    assert str(tasks[1].text) == "One e-mail was returned"


def test_the_curve_ends_with_the_sum_of_today(session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name)
    session.flush()

    curve = overview.curve(session, event, now=NOON)

    assert len(curve) == overview.CURVE_DAYS + 1
    assert curve[-1] == (NOON.date(), 2)
    assert curve[0][1] == 0
