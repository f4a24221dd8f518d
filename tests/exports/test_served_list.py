"""The list of registrations over a real connection: begun early, and never whole in memory."""

import http.client
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.orm import make_engine
from eventapp.registration.models import Registration
from tests.conftest import free_port
from tests.factories.accounts import make_member
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.served import served

MANY = 8_000
LIST = "/spring/manage/registrations.csv"
MOST_MEGABYTES = 10
"""Portions on their way, and what the database keeps of its file: 4 in all; all at once takes 16."""


def peak(process: int) -> float:
    """Return the most memory that a process ever had, in megabytes."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", text)[0]) / 1024


def numbered(number: int) -> dict[str, str]:
    """Return what no two registrations have alike."""
    address = f"ada{number}@example.org"
    return {"reference": f"R{number:06}", "email": address, "email_key": address}


def length(port: int, who: str, path: str) -> int:
    """Download a list; return how many bytes it has. It comes in portions, of unknown number."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"who={who}"})
    response = connection.getresponse()
    assert (response.status, response.chunked) == (200, True)
    total = 0
    while portion := response.read(65_536):
        total += len(portion)
    connection.close()
    return total


@pytest.mark.on_sqlite
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="looks into /proc")
def test_thousands_are_sent_in_portions_by_a_process_that_does_not_grow(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    engine, port = make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}"), free_port()
    with Session(engine) as session:
        event, category = make_event_with_category(session)
        who = users.sign_in(
            session, make_member(session, event), browser="", strong=False, now=clock.now()
        )
        ada = make_registration(session, event, category, "Ada")
        columns = inspect(ada).mapper.column_attrs
        alike = {
            column_property.key: getattr(ada, column_property.key)
            for column_property in columns
            if column_property.key != "id"
        }
        session.execute(
            insert(Registration), [{**alike, **numbered(number)} for number in range(MANY)]
        )
        session.commit()
    engine.dispose()
    environ = {"EVENTAPP_PAGE_PROCESSES": "0", "EVENTAPP_BASE_URL": f"http://127.0.0.1:{port}"}
    with served(tmp_path, port, environ=environ) as here:
        assert length(port, who, LIST + "?q=ada77") < 100_000  # what a first answer loads
        before = peak(here.process.pid)
        whole = length(port, who, LIST)

        assert whole > 100 * MANY
        assert peak(here.process.pid) - before < MOST_MEGABYTES
