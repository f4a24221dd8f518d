"""Tables with heads of their own: the columns are proposed, chosen, and kept for the next file."""

import io
import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import readers
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.readers import columns
from eventapp.agenda.readers.errors import ColumnsUnknown
from eventapp.agenda.readers.moments import Context
from tests.cli.test_faults import Run, run
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

__all__ = ["run"]

BERLIN = ZoneInfo("Europe/Berlin")
OWN = (
    "Nr;Vortrag;Wann;Bis wann;Wochentag;Wo;Wer;Notiz\n"
    "1;Wasserstoff im Netz;09:30;10:15;Donnerstag;Aula;Ada Lovelace;Beamer\n"
    "2;Leichtbau für alle;11:00;11:45;Freitag;Halle;Grace Hopper;\n"
)
CHOSEN = {"title": 1, "start": 2, "end": 3, "day": 4, "room": 5, "people": 6}


def test_columns_are_proposed_from_heads_and_from_what_the_cells_look_like() -> None:
    with pytest.raises(ColumnsUnknown) as refused:
        readers.read(OWN.encode(), Context(zone=BERLIN, first=date(2027, 4, 15)))

    table = refused.value.table
    assert dict(table.places) == {
        "room": 5,
        "people": 6,
        "start": 2,
        "end": 3,
        "day": 4,
        "title": 1,
    }
    assert table.samples(1) == ["Wasserstoff im Netz", "Leichtbau für alle"]


@pytest.mark.parametrize(
    ("heads", "places"),
    [
        (["Titel", "Beginn", "Raum"], {"title": 0, "start": 1, "room": 2}),
        (["Titre", "Début", "Salle"], {"title": 0, "start": 1, "room": 2}),
        (["Title", "Start", "Room"], {"title": 0, "start": 1, "room": 2}),
    ],
)
def test_heads_in_three_languages_say_what_a_column_holds(
    heads: list[str], places: dict[str, int]
) -> None:
    assert columns.known(heads) == places


def test_a_choice_reads_a_table_its_heads_do_not_explain() -> None:
    timetable = readers.read(
        OWN.encode(), Context(zone=BERLIN, first=date(2027, 4, 15), choose=lambda _heads: CHOSEN)
    )

    first, second = timetable.rows
    assert (first.title, first.room) == ("Wasserstoff im Netz", "Aula")
    assert first.starts_at == datetime(2027, 4, 15, 9, 30, tzinfo=BERLIN)
    assert second.ends_at == datetime(2027, 4, 16, 11, 45, tzinfo=BERLIN)
    assert [person.name for person in second.people] == ["Grace Hopper"]
    assert first.abstract == ""


def token_of(page: str) -> str:
    """Return the token of a page's forms."""
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert match is not None
    return match.group(1)


def upload(client: FlaskClient) -> tuple[int, str]:
    """Bring the table; return status and page."""
    token = token_of(client.get("/spring/manage/agenda/import").get_data(as_text=True))
    answer = client.post(
        "/spring/manage/agenda/import",
        data={"csrf_token": token, "file": (io.BytesIO(OWN.encode()), "plan.csv")},
        headers={"Accept-Language": "en"},
    )
    return answer.status_code, answer.get_data(as_text=True)


def test_an_organiser_says_which_column_is_what_and_the_choice_is_kept(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    status, page = upload(client)
    assert status == 422
    assert re.search(r'<select[^>]*name="c1"', page)
    assert '<option selected value="title">' in page
    assert "Leichtbau für alle" in page
    address = re.search(r'action="([^"]+/columns)"', page)
    assert address is not None
    fields = {f"c{place}": what for what, place in CHOSEN.items()} | {"c0": "", "c7": ""}
    twice = client.post(
        address.group(1),
        data={"csrf_token": token_of(page), **fields, "c7": "title"},
    )
    assert twice.status_code == 422
    assert re.search(r'<p class="error" id="c7-error">', twice.get_data(as_text=True))
    without = client.post(address.group(1), data={"csrf_token": token_of(page), **fields, "c2": ""})
    assert without.status_code == 422

    answer = client.post(address.group(1), data={"csrf_token": token_of(page), **fields})
    report = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'name="c1"' in report
    assert session.scalar(select(func.count(AgendaSession.id))) == 0
    session.rollback()
    press = re.search(r'action="(/spring/manage/agenda/import/[^"/]+)"', report)
    assert press is not None
    assert client.post(press.group(1), data={"csrf_token": token_of(report)}).status_code == 303
    session.rollback()
    held = session.scalars(select(AgendaSession).order_by(AgendaSession.number)).all()
    assert [item.title["en"] or item.title["de"] for item in held] == [
        "Wasserstoff im Netz",
        "Leichtbau für alle",
    ]
    session.rollback()
    assert upload(client)[0] == 200


def test_the_command_line_names_columns_and_keeps_them_for_the_next_file(
    run: Run, session: Session, tmp_path: Path, database_url: str
) -> None:
    make_event(session)
    session.commit()
    (tmp_path / "plan.csv").write_text(OWN)
    line = ["agenda", "import", "spring", str(tmp_path / "plan.csv")]
    named = ["--column", "title=Vortrag", "--column", "start=Wann", "--column", "day=Wochentag"]

    assert run(*line, database_url=database_url).exit_code == 1
    assert "2 new" in run(*line, *named, "--dry-run", database_url=database_url).output
    assert run(*line, database_url=database_url).exit_code == 1
    assert "2 new" in run(*line, *named, database_url=database_url).output
    assert "2 unchanged" in run(*line, database_url=database_url).output


def test_no_new_room_is_none_in_french_too(session: Session, client: FlaskClient) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    address = "/spring/manage/agenda/import?lang=fr"
    token = token_of(client.get(address).get_data(as_text=True))
    table = (io.BytesIO(b"title;start\nA;2027-04-15T09:00\n"), "plan.csv")

    answer = client.post(address, data={"csrf_token": token, "file": table})

    assert re.search(r"0\s+nouvelle salle, 0\s+nouvelle personne", answer.get_data(as_text=True))
