"""What happens when: lines with hours, talks where nothing is written, evenings past midnight."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from eventapp.podium.running_order import steps_of
from eventapp.podium.stages import Stage
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.podium import BEGINS, make_panel, stage_of

pytestmark = pytest.mark.on_sqlite
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def stage(session: Session) -> Stage:
    """Return a panel from 13:00 to 14:30 in Berlin."""
    event = make_event(session)
    return stage_of(session, event, make_panel(session, event).session)


def test_each_line_lasts_until_the_next_hour_and_the_last_to_the_end(stage: Stage) -> None:
    written = "13:00 Welcome\n13h05 – Statements\nwithout an hour\n13.25 Uhr Talk"

    steps = steps_of(stage, written, "en", BEGINS.astimezone(BERLIN))

    assert [(step.minutes, step.text) for step in steps] == [
        (5, "Welcome"),
        (20, "Statements"),
        (0, "without an hour"),
        (65, "Talk"),
    ]
    assert steps[2].begins is None


def test_no_hour_of_a_day_is_text(stage: Stage) -> None:
    (step,) = steps_of(stage, "25:99 strange", "en", BEGINS.astimezone(BERLIN))

    assert (step.begins, step.text) == (None, "25:99 strange")


def test_hours_past_midnight_belong_to_the_evening(stage: Stage) -> None:
    evening = datetime(2027, 2, 11, 23, 0, tzinfo=BERLIN)

    (step,) = steps_of(stage, "0:30 Last dance", "en", evening)

    assert step.begins == datetime(2027, 2, 12, 0, 30, tzinfo=BERLIN)


def test_talks_are_the_order_where_nothing_is_written(session: Session) -> None:
    event = make_event(session)
    block = make_session(session, event, "Block", starts_at=BEGINS)
    minutes = timedelta(minutes=20)
    make_session(session, event, "One", block=block, starts_at=BEGINS, ends_at=BEGINS + minutes)
    make_session(session, event, "Later", block=block)

    steps = steps_of(stage_of(session, event, block), "", "en", BEGINS)

    assert [(step.begins, step.minutes, step.text) for step in steps] == [
        (BEGINS, 20, "One"),
        (None, 0, "Later"),
    ]
