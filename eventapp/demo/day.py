"""On which day the demo conference takes place."""

from datetime import date, timedelta

AHEAD = timedelta(days=75)
THURSDAY = 3


def easter(year: int) -> date:
    """Return Easter Sunday (Gregorian calendar, Anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def conference_day(today: date) -> date:
    """Return the first Thursday from 20 March, far enough ahead, that is not Maundy Thursday."""
    for year in (today.year, today.year + 1, today.year + 2):
        day = date(year, 3, 20)
        day += timedelta(days=(THURSDAY - day.weekday()) % 7)
        if day == easter(year) - timedelta(days=3):
            day += timedelta(days=7)
        if day - today >= AHEAD:
            return day
    raise AssertionError("one of three springs is far enough ahead")
