"""The overview's numbers, and those of the doors with every scan."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api.answers import Beside, answer, dumped
from eventapp.api.blueprint import CHECKIN, READ, bp
from eventapp.api.description import described
from eventapp.api.pages import page_of
from eventapp.api.schemas import numbers as schemas
from eventapp.api.schemas.registrations import PageSchema
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Entrance
from eventapp.checkin.queries import reports
from eventapp.checkin.queries.reports import Decided, Scanned
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.moments import milliseconds
from eventapp.registration import queries as registration
from eventapp.registration.models import State
from eventapp.scope import Scope
from eventapp.web.access import Audience, open_to
from eventapp.workflows import overview

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@bp.route("/events/<event:event>/stats")
@described(404)
@open_to(Audience.TOKEN, READ)
@bp.response(200, schemas.StatsSchema)
def read_stats(event: Event) -> ResponseReturnValue:
    """Read the overview's numbers: places, states, six weeks of registrations, doors, needs."""
    scope, now = Scope(event.id), clock.now()
    places = registration.by_category(db.session(), event)
    states = registration.counts(db.session(), scope)
    curve = overview.curve(db.session(), event, now=now)
    known = {
        "phase": registration.phase(event, places, now),
        "held": sum(place.held for place in places),
        "waiting": sum(place.waiting for place in places),
        "states": {state.value: states.get(state, 0) for state in State},
        "categories": places,
        "days": [{"day": day.isoformat(), "registrations": total} for day, total in curve],
        "doors": _inside(event, now),
        "needs": overview.needs(db.session(), event, scope, now=now),
    }
    return answer(schemas.StatsSchema, event, Beside(event, **known))


def _inside(event: Event, now: datetime) -> checkin.Counts:
    return checkin.counts(db.session(), event, now_ms=milliseconds(now))


@bp.route("/events/<event:event>/checkin/summary")
@described(404)
@open_to(Audience.TOKEN, READ, CHECKIN)
@bp.response(200, schemas.SummarySchema)
def read_checkin(event: Event) -> ResponseReturnValue:
    """Read how many people are on site, and what each entrance decided."""
    decisions = reports.decided(db.session(), event)
    doors = checkin.entrances(db.session(), event)
    decided = [
        _door(door, [decision for decision in decisions if decision.entrance_id == door.id])
        for door in doors
    ]
    inside = Beside(_inside(event, clock.now()), doors=decided)
    return answer(schemas.SummarySchema, event, inside)


def _door(door: Entrance, decided: Iterable[Decided]) -> Beside:
    numbers = {"admitted": 0, "left": 0, "refused": 0, "forced": 0}
    reasons: dict[str, int] = {}
    for decision in decided:
        if decision.decision is Decision.REFUSE:
            numbers["refused"] += decision.number
            reasons[decision.why] = reasons.get(decision.why, 0) + decision.number
            continue
        numbers["left" if decision.direction is Direction.OUT else "admitted"] += decision.number
        numbers["forced"] += decision.number if decision.forced else 0
    return Beside(door, **numbers, refused_why=reasons)


@bp.route("/events/<event:event>/checkin/scans")
@described(404, 422)
@open_to(Audience.TOKEN, READ, CHECKIN)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfScansSchema)
def list_scans(asked: dict[str, object], event: Event) -> ResponseReturnValue:
    """List the scans in the order they arrived; by reference, without names.

    What arrived after the last page stands there when it is asked for again, by its cursor.
    """
    return page_of(
        event,
        ("scans",),
        asked,
        read=lambda cursor, most: reports.scans_after(db.session(), event, cursor, most),
        key=lambda scanned: scanned.scan.id,
        tell=lambda page: dumped(schemas.ScanSchema, event, map(_scan, page)),
    )


def _scan(scanned: Scanned) -> Beside:
    scan = scanned.scan
    scanned_at = EPOCH + timedelta(milliseconds=scan.t + scan.off)
    return Beside(
        scan,
        door=scanned.entrance,
        phone=scanned.device,
        reference=scanned.reference,
        scanned_at=scanned_at,
    )
