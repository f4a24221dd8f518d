"""Door signs: what the public may read, each room and day by itself, in every language."""

import pytest
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.bilingual import Voices
from eventapp.podium.doors import doors_of
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.podium import BEGINS, make_panel, stage_of

pytestmark = pytest.mark.on_sqlite


def test_a_door_names_whom_the_public_may_read_in_every_language(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    hidden = make_session(
        session, event, "Rehearsal", room=panel.session.room, starts_at=BEGINS, public=False
    )
    stages = [stage_of(session, event, item) for item in (panel.session, hidden)]

    with i18n.speaking("de", event.zone):
        (door,) = doors_of(stages, Voices(("de", "fr", "en"), event.zone))

    (sign,) = door.signs
    assert [title.language for title in sign.titles] == ["de", "fr", "en"]
    assert door.room.lines == ("Aula",)
    assert "Weihmann" in sign.people
    assert "Vallet" not in sign.people
