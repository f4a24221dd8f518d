"""What a file leaves open is asked on the page and on the command line, and nothing is lost."""

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from tests.agenda.test_columns import token_of
from tests.cli.test_faults import Run, run
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

__all__ = ["run"]

DOUBTFUL = "title,date,start\nOpening,3/4/2031,9:30\n"
ADDRESS = "/spring/manage/agenda/import"
ENGLISH = {"lang": "en"}


def look(client: FlaskClient, content: str, name: str) -> str:
    """Bring a file; return the page that comes back."""
    token = token_of(client.get(ADDRESS, query_string=ENGLISH).get_data(as_text=True))
    answer = client.post(
        ADDRESS,
        data={"csrf_token": token, "file": (io.BytesIO(content.encode()), name)},
        query_string=ENGLISH,
    )
    return answer.get_data(as_text=True)


def press(client: FlaskClient, page: str, ending: str, **fields: str) -> tuple[int, str]:
    """Send the form whose address ends so; return status and page."""
    address = re.search(rf'action="({ADDRESS}/[^"/]+{ending})"', page)
    assert address is not None
    answer = client.post(
        address.group(1),
        data={"csrf_token": token_of(page), **fields},
        query_string=ENGLISH,
    )
    return answer.status_code, answer.get_data(as_text=True)


def test_the_order_of_dates_is_asked_kept_and_obeyed(session: Session, client: FlaskClient) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    page = look(client, DOUBTFUL, "plan.csv")
    assert "What does “3/4/2031” mean?" in page
    assert "(the month is written first)" in page
    assert 'name="zone"' not in page
    status, report = press(client, page, "/reading", order="mdy")
    assert status == 200
    assert 'class="figures"' in report
    assert press(client, report, "")[0] == 303

    session.rollback()
    session.expire_all()
    held = session.scalars(select(AgendaSession)).one()
    assert held.starts_at is not None
    assert held.starts_at.date().isoformat() == "2031-03-04"


def test_an_answer_that_is_none_of_those_offered_is_told(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    page = look(client, DOUBTFUL, "plan.csv")

    assert press(client, page, "/reading", order="sideways")[0] == 422


CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\n"
    "DTSTART:20310304T083000Z\r\nDTEND:20310304T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_file_without_a_zone_is_asked_for_the_zone_of_an_event_without_dates(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session, starts_at=None, ends_at=None)
    sign_in(session, client, make_member(session, event))

    page = look(client, CALENDAR, "plan.ics")
    assert 'value="Europe/Berlin"' in page
    assert press(client, page, "/reading", zone="Nowhere/Land")[0] == 422
    status, report = press(client, page, "/reading", zone="asia/kolkata")
    assert status == 200
    assert press(client, report, "")[0] == 303

    session.rollback()
    session.expire_all()
    assert session.scalars(select(Event)).one().zone == "Asia/Kolkata"


@pytest.mark.parametrize(("order", "day"), [("mdy", "2031-03-04"), ("dmy", "2031-04-03")])
def test_the_command_line_refuses_a_doubtful_date_until_its_order_is_given(
    run: Run, session: Session, tmp_path: Path, database_url: str, order: str, day: str
) -> None:
    make_event(session)
    session.commit()
    (tmp_path / "plan.csv").write_text(DOUBTFUL)
    line = ["agenda", "import", "spring", str(tmp_path / "plan.csv")]

    refused = run(*line, database_url=database_url)
    assert refused.exit_code == 1
    assert "--dates dmy (2031-04-03), --dates mdy (2031-03-04)" in refused.stderr
    assert "1 new" in run(*line, "--dates", order, database_url=database_url).output
    session.rollback()
    session.expire_all()
    held = session.scalars(select(AgendaSession)).one()
    assert held.starts_at is not None
    assert held.starts_at.date().isoformat() == day
