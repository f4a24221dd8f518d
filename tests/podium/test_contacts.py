"""The contact sheet: everybody with a part, once each, behind the scenes too."""

import pytest
from sqlalchemy.orm import Session

from eventapp.podium.contacts import contacts_of
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.podium import BEGINS, make_panel, stage_of

pytestmark = pytest.mark.on_sqlite


def test_everybody_is_on_it_once_by_family_name(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    second = make_session(session, event, starts_at=BEGINS, people=[(panel.weihmann,)])
    stages = [stage_of(session, event, item) for item in (panel.session, second)]

    contacts = contacts_of(stages, {})

    names = [contact.person.family_name for contact in contacts]
    assert names == [
        "Ek",
        "Freudenberger",
        "Stiebitz",
        "Vallet",
        panel.long.family_name,
        "Weihmann",
    ]
    assert len(contacts[-1].seats) == 2
