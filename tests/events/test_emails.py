"""What e-mails state of an event: in the reader's language, and no day where there is none."""

from datetime import UTC, datetime

from eventapp.events.emails import days_of, facts_of
from eventapp.events.models import Event
from eventapp.orm import Translated


def event(**changes: object) -> Event:
    """Return an event that is not stored."""
    title = Translated(de="Tagung", fr="Congrès")
    return Event(slug="spring", title=title, created_at=datetime.now(UTC), **changes)  # type: ignore[arg-type]


def test_name_and_place_are_in_the_language_of_the_reader() -> None:
    here = event(venue=Translated(de="Aula", fr="Salle"), zone="Europe/Paris")

    facts = facts_of(here, "fr")

    assert (facts["event"], facts["venue"], facts["zone"]) == ("Congrès", "Salle", "Europe/Paris")
    assert facts_of(here, "de")["event"] == "Tagung"


def test_an_event_without_dates_states_none() -> None:
    assert days_of(event()) == {"starts_at": "", "ends_at": ""}
    begins = datetime(2027, 4, 15, 7, 30, tzinfo=UTC)
    assert days_of(event(starts_at=begins))["starts_at"].startswith("2027-04-15T07:30")
