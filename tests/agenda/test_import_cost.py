"""What bringing a timetable in costs: statements in batches, not one a session."""

from flask import Flask
from sqlalchemy.orm import Session

from tests.agenda.test_importing import bring
from tests.factories.events import make_event
from tests.statements import counted

EVENT = (
    '<event id="{0}" guid="00000000-0000-4000-8000-{0:012d}"><date>2027-04-01T09:00:00+02:00</date>'
    "<duration>00:30</duration><title>T{0}</title><track>K{1}</track>"
    '<persons><person id="{0}">Person {0}</person></persons></event>'
)


def timetable(sessions: int) -> str:
    """Return a schedule of so many sessions in ten rooms, each with a speaker of its own."""
    rooms = "".join(
        f'<room name="R{room}">'
        + "".join(EVENT.format(number, number % 7) for number in range(room, sessions, 10))
        + "</room>"
        for room in range(10)
    )
    head = "<conference><time_zone_name>Europe/Berlin</time_zone_name></conference>"
    return f'<schedule>{head}<day date="2027-04-01">{rooms}</day></schedule>'


def test_six_hundred_sessions_come_in_with_less_than_two_hundred_statements(
    session: Session, app: Flask
) -> None:
    event = make_event(session)

    with counted(app) as first:
        assert len(bring(session, event, timetable(600)).new) == 600
    with counted(app) as again:
        assert bring(session, event, timetable(600)).same == 600

    assert len(first) <= 200
    assert len(again) <= 40
