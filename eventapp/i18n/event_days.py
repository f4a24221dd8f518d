"""The days of an event in words: one day, two or a week, with their hours, in any language."""

from datetime import date, datetime, timedelta

from jinja2 import Environment

from eventapp import i18n
from eventapp.days import day_of
from eventapp.i18n import gettext as _

_WEEK = 7
_WEEKDAY = "EEEE"


def bounds(starts: datetime, ends: datetime | None) -> tuple[date, date]:
    """Return the first and the last day; a feast that goes on past midnight adds none."""
    first = i18n.local(starts).date()
    return first, max(first, day_of(ends, i18n.zone())) if ends else first


def format_days(starts: datetime, ends: datetime | None, zone: str | None = None) -> str:
    """Return the days without hours: `1. und 2. April 2027`, `du 1er au 4 avril 2027`.

    They are those of `zone`, else of the page's own event.
    """
    with i18n.speaking(i18n.language(), zone or str(i18n.zone())):
        return _days(*bounds(starts, ends))


def _days(first: date, last: date) -> str:
    if first == last:
        return i18n.format_date(first)
    own = i18n.writing()
    if first.year != last.year:
        begin = i18n.format_date(first)
    else:
        same_month = first.month == last.month
        begin = i18n.formatted(first, own.day_of_month if same_month else own.day_and_month)
    pattern = own.pair if last - first == timedelta(days=1) else own.range
    words = pattern.format(begin, i18n.format_date(last))
    return words if first.month == last.month else words.replace("–", " – ")


def format_event_day(starts: datetime, ends: datetime | None, zone: str | None = None) -> str:
    """Return the days as `format_days` does, a single one with its weekday."""
    with i18n.speaking(i18n.language(), zone or str(i18n.zone())):
        first, last = bounds(starts, ends)
        return i18n.format_day(first) if first == last else _days(first, last)


def format_when(starts: datetime, ends: datetime | None) -> str:
    """Return days and hours: of several days, the hour of the first and that of the last."""
    first, last = bounds(starts, ends)
    day, begins = format_event_day(starts, ends), i18n.format_time_spoken(starts)
    if ends is None:
        return str(_("%(day)s, %(time)s", day=day, time=begins))
    until = i18n.format_time_spoken(ends)
    if first == last:
        return str(_("%(day)s, %(start)s to %(end)s", day=day, start=begins, end=until))
    if last - first < timedelta(days=_WEEK):
        weekdays = i18n.formatted(first, _WEEKDAY), i18n.formatted(last, _WEEKDAY)
        return str(_("%(days)s (%(hours)s)", days=day, hours=_from_until(weekdays, begins, until)))
    return _from_until((i18n.format_date(first), i18n.format_date(last)), begins, until)


def _from_until(days: tuple[str, str], begins: str, until: str) -> str:
    text = _(
        "%(first)s at %(start)s to %(last)s at %(end)s",
        first=days[0],
        start=begins,
        last=days[1],
        end=until,
    )
    return str(text)


def install(made: Environment) -> None:
    """Give templates the days of an event: `starts|days(ends)`, `|event_day(...)`, `|when(...)`."""
    made.filters.update(days=format_days, event_day=format_event_day, when=format_when)
