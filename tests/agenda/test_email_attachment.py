"""The calendar file beside an e-mail about sessions: what comes, what falls through, what not."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from icalendar import Calendar

from eventapp.agenda.email_attachment import own_sessions
from tests.factories.addresses import ADDRESSES
from tests.factories.apps import settings_for

SETTINGS = settings_for(Path("/nowhere"), "sqlite://")


def line(**changes: Any) -> dict[str, Any]:
    """Return what an e-mail says of a session."""
    return {
        "guid": "g1", "title": "Netze", "page": "p1", "sequence": 3, "room": "Aula", "leaves": False,
        "starts_at": "2027-04-15T07:30:00+00:00", "ends_at": "", "cancelled": False, **changes,
    }  # fmt: skip


def entries(*lines: dict[str, Any]) -> list[Any]:
    """Return the entries of the file that comes with an e-mail of these lines."""
    facts = SimpleNamespace(
        lines=list(lines), slug="spring", zone="Europe/Berlin", venue="Berlin",
        released_at="2027-01-12T12:00:00+00:00",
    )  # fmt: skip
    made = own_sessions(facts, SETTINGS, ADDRESSES)
    if not made:
        return []
    ((name, kind, content),) = made
    assert (name, kind) == ("spring-sessions.ics", "text/calendar")
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_entry_is_the_programmes_own_and_lasts_half_an_hour_without_an_end() -> None:
    (entry,) = entries(line())

    assert (str(entry["uid"]), entry["sequence"], str(entry["status"])) == ("g1", 3, "CONFIRMED")
    assert str(entry["location"]) == "Aula, Berlin"
    assert str(entry["url"]) == "https://example.org/spring/agenda/p1"
    assert (entry.end - entry.start).seconds == 30 * 60
    assert entry.start.isoformat() == "2027-04-15T09:30:00+02:00"


def test_what_falls_through_is_cancelled_and_takes_no_time() -> None:
    (entry,) = entries(line(cancelled=True, page=""))

    assert (str(entry["status"]), str(entry["transp"])) == ("CANCELLED", "TRANSPARENT")
    assert "url" not in entry


def test_who_left_a_session_or_only_waits_gets_no_entry() -> None:
    assert entries(line(leaves=True), line(waits=True)) == []
    assert len(entries(line(leaves=True), line(guid="g2"))) == 1
