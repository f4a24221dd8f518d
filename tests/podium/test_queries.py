"""Reading for papers: everything of a selection, in few statements however much there is."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.podium import queries
from eventapp.podium.papers import Paper
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.podium import BEGINS, everything, make_panel
from tests.statements import counted

pytestmark = pytest.mark.on_sqlite


def test_a_selection_is_a_session_else_a_day_else_everything(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    talk = make_session(session, event, "Talk", block=panel.session)
    make_session(session, event, "Other", starts_at=BEGINS)
    session.flush()
    stages = queries.stages(session, event)

    def number(**more: str) -> int:
        return len(queries.chosen(stages, event, everything(Paper.NAME_TENTS, **more)))

    assert number() == 2
    assert number(day="2027-02-11") == 2
    assert number(day="2027-02-12") == 0
    assert number(session=talk.public_id, day="2027-02-12") == 1
    assert queries.titles(session, event, ["", talk.public_id]) == {talk.public_id: talk.title}


def test_papers_are_read_in_a_fixed_number_of_statements(session: Session, app: Flask) -> None:
    event = make_event(session)
    make_panel(session, event)
    session.commit()
    numbers = []
    for _more in range(2):
        with counted(app) as statements:
            queries.read(session, event, everything(Paper.CONTACTS), now=NOON)
        numbers.append(len(statements))
        for number in range(3):
            make_session(session, event, f"More {number}", starts_at=BEGINS)
        session.commit()
        session.expire_all()

    assert numbers[0] >= numbers[1] - 1
