"""How pages, e-mails and badges name the days of an event in three languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from eventapp import i18n
from eventapp.i18n import event_days

PARIS = ZoneInfo("Europe/Paris")


def at(text: str) -> datetime:
    """Return a moment on the wall clock of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


DAYS = {
    ("2027-04-01T09:30", "2027-04-01T16:30"): {
        "de": "1. April 2027",
        "fr": "1er avril 2027",
        "en": "1 April 2027",
    },
    ("2027-04-01T09:30", "2027-04-02T16:30"): {
        "de": "1. und 2. April 2027",
        "fr": "les 1er et 2 avril 2027",
        "en": "1–2 April 2027",
    },
    ("2027-04-01T09:30", "2027-04-04T12:00"): {
        "de": "1. bis 4. April 2027",
        "fr": "du 1er au 4 avril 2027",
        "en": "1–4 April 2027",
    },
    ("2027-04-30T09:30", "2027-05-01T12:00"): {
        "de": "30. April und 1. Mai 2027",
        "fr": "les 30 avril et 1er mai 2027",
        "en": "30 April – 1 May 2027",
    },
    ("2027-12-31T20:00", "2028-01-01T12:00"): {
        "de": "31. Dezember 2027 und 1. Januar 2028",
        "fr": "les 31 décembre 2027 et 1er janvier 2028",
        "en": "31 December 2027 – 1 January 2028",
    },
    ("2027-04-01T19:00", "2027-04-02T01:30"): {
        "de": "1. April 2027",
        "fr": "1er avril 2027",
        "en": "1 April 2027",
    },
}

WHEN = {
    ("2027-04-01T09:30", "2027-04-01T16:30"): {
        "de": "Donnerstag, 1. April 2027, 9:30 Uhr bis 16:30 Uhr",
        "fr": "jeudi 1er avril 2027, de 9 h 30 à 16 h 30",
        "en": "Thursday, 1 April 2027, 9:30 to 16:30",
    },
    ("2027-04-01T09:30", "2027-04-02T16:30"): {
        "de": "1. und 2. April 2027 (Donnerstag, 9:30 Uhr, bis Freitag, 16:30 Uhr)",
        "fr": "les 1er et 2 avril 2027 (du jeudi à 9 h 30 au vendredi à 16 h 30)",
        "en": "1–2 April 2027 (Thursday at 9:30 to Friday at 16:30)",
    },
    ("2027-04-01T09:30", "2027-04-10T16:00"): {
        "de": "1. April 2027, 9:30 Uhr, bis 10. April 2027, 16:00 Uhr",
        "fr": "du 1er avril 2027 à 9 h 30 au 10 avril 2027 à 16 h",
        "en": "1 April 2027 at 9:30 to 10 April 2027 at 16:00",
    },
    ("2027-04-01T09:30", None): {
        "de": "Donnerstag, 1. April 2027, 9:30 Uhr",
        "fr": "jeudi 1er avril 2027, 9 h 30",
        "en": "Thursday, 1 April 2027, 9:30",
    },
}


@pytest.mark.on_sqlite
@pytest.mark.parametrize("span", DAYS)
def test_days_are_named_once_as_the_language_has_it(app: Flask, span: tuple[str, str]) -> None:
    starts, ends = map(at, span)

    assert {code: plain(app, code, starts, ends, hours=False) for code in DAYS[span]} == DAYS[span]


@pytest.mark.on_sqlite
@pytest.mark.parametrize("span", WHEN)
def test_hours_belong_to_the_day_they_are_of(app: Flask, span: tuple[str, str | None]) -> None:
    starts, ends = at(span[0]), at(span[1]) if span[1] else None

    assert {code: plain(app, code, starts, ends, hours=True) for code in WHEN[span]} == WHEN[span]


def plain(app: Flask, code: str, starts: datetime, ends: datetime | None, *, hours: bool) -> str:
    """Return the words with spaces for no-break spaces."""
    write = event_days.format_when if hours else event_days.format_days
    with app.app_context(), i18n.speaking(code, "Europe/Paris"):
        return write(starts, ends).replace("\u00a0", " ")
