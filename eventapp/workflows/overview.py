"""What the dashboard shows: numbers, a curve, and what needs a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.queries.hosting import number_of_open_proposals
from eventapp.badges import queries as badges
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.mail import queries as mail
from eventapp.registration import queries as registration
from eventapp.scope import Scope

CURVE_DAYS = 42


@dataclass(frozen=True, slots=True)
class Task:
    """Something that needs a person: how grave, what, and which page helps."""

    tone: str
    symbol: str
    text: Sentence
    endpoint: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Needs:
    """How much of each kind needs a person."""

    clashes: int
    emails_returned: int
    badges_unmade: int
    places_without_part: int
    links_unopened: int


def needs(session: Session, event: Event, scope: Scope, *, now: datetime) -> Needs:
    """Return how much needs a person."""
    return Needs(
        clashes=len(agenda.clashes_of_draft(session, event)),
        emails_returned=mail.in_trouble(session, scope),
        badges_unmade=badges.how_many_without_badge(session, event),
        places_without_part=registration.number_without_part(session, event),
        links_unopened=registration.never_opened(session, scope, now=now),
    )


def tasks(session: Session, event: Event, scope: Scope, *, now: datetime) -> list[Task]:
    """Return what an organiser should look at, the gravest first."""
    tasks, open_now = [], needs(session, event, scope, now=now)
    if (clashing := open_now.clashes) > 0:
        text = Sentence("One clash in the programme", "%(num)s clashes in the programme", clashing)
        tasks.append(Task("bad", "alert", text, "backoffice.agenda_editor", {}))
    if (asked := number_of_open_proposals(session, event)) > 0:
        text = Sentence(
            "One proposed time awaits an answer", "%(num)s proposed times await an answer", asked
        )
        tasks.append(Task("warn", "wait", text, "backoffice.agenda_editor", {}))
    if (returned := open_now.emails_returned) > 0:
        text = Sentence("One e-mail was returned", "%(num)s e-mails were returned", returned)
        tasks.append(Task("warn", "mail", text, "backoffice.emails", {}))
    if (left_over := open_now.places_without_part) > 0:
        text = Sentence(
            "One place has no part any more: kept or cancelled?",
            "%(num)s places have no part any more: kept or cancelled?",
            left_over,
        )
        tasks.append(Task("warn", "people", text, "backoffice.contributor_places", {}))
    if (codeless := open_now.badges_unmade) > 0:
        text = Sentence(
            "One badge has not been created yet",
            "%(num)s badges have not been created yet",
            codeless,
        )
        tasks.append(Task("info", "print", text, "backoffice.badges", {}))
    if (silent := open_now.links_unopened) > 0:
        text = Sentence(
            "One participant has not opened their link",
            "%(num)s participants have not opened their link",
            silent,
        )
        tasks.append(
            Task("info", "people", text, "backoffice.registrations", {"state": "confirmed"})
        )
    return tasks


def curve(session: Session, event: Event, *, now: datetime) -> Sequence[tuple[date, int]]:
    """Return the sum of registrations at the end of each of the last days, oldest first."""
    days = _days(now)
    return list(zip(days, registration.totals(session, event, days), strict=True))


def curve_of_part(session: Session, scope: Scope, *, now: datetime) -> Sequence[tuple[date, int]]:
    """Return the curve of those alone whom the reader may see."""
    days = _days(now)
    return list(zip(days, registration.totals_of_part(session, scope, days), strict=True))


def _days(now: datetime) -> list[date]:
    return [now.date() - timedelta(days=ago) for ago in range(CURVE_DAYS, -1, -1)]


def chart_points(line: Sequence[tuple[date, int]], top: int) -> str:
    """Return the curve as points of an SVG polyline, 420 by 100 units."""
    steps = max(1, len(line) - 1)
    return " ".join(
        f"{420 * place / steps:.0f},{100 - 96.2 * total / max(1, top):.1f}"
        for place, (_, total) in enumerate(line)
    )
