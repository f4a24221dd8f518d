"""The organisers' table of registrations: searched, filtered, sorted, one of them beside it."""

import secrets
from collections.abc import Iterator
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.labels import STATE_WORDS, STILL_WORDS
from eventapp.backoffice.member import READERS
from eventapp.backoffice.registrations.bulk_results import told_of
from eventapp.backoffice.registrations.search import PAGE, asked, link
from eventapp.events import queries as events
from eventapp.events.models import Category, Event, Role
from eventapp.exports.registrations import as_csv
from eventapp.extensions import db
from eventapp.journal import queries as journal
from eventapp.registration import queries
from eventapp.registration.models import State
from eventapp.scope import Scope
from eventapp.turns import one_state
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page


@bp.get("/<event:event>/manage/registrations")
@open_to(Audience.MEMBER, *READERS)
def registrations(event: Event) -> ResponseReturnValue:
    """Show one page of the table, or only the part of it that changes."""
    target = request.headers.get("HX-Target", "")
    part = request.headers.get("HX-Request") and "HX-History-Restore-Request" not in request.headers
    if part and target.endswith("#side"):
        return page("backoffice/registrations/_side.html", **_frame(event), **_beside())
    values = {**_frame(event), **_listed(event)}
    if part:
        return page("backoffice/registrations/_table.html", **values)
    scope = access.member().scope
    return page(
        "backoffice/registrations/registrations.html",
        **values,
        **_beside(),
        counts=queries.counts(db.session(), scope),
        returned_number=queries.how_many_returned(db.session(), scope),
        standing=queries.standing(db.session(), scope),
        nobody="nobody" in request.args,
        result=told_of(event, request.args.get("done", "")),
    )


def _frame(event: Event) -> dict[str, Any]:
    return {
        "event": event,
        "search": asked(),
        "STATE_WORDS": STATE_WORDS,
        "STILL_WORDS": STILL_WORDS,
        "State": State,
        "link": lambda endpoint=".registrations", **changed: link(event, endpoint, **changed),
    }


def _listed(event: Event) -> dict[str, object]:
    search, scope = asked(), access.member().scope
    registrations, total = queries.matching(db.session(), scope, search)
    return {
        "registrations": registrations,
        "total": total,
        "pages": max(1, -(-total // PAGE)),
        "returned": queries.returned(
            db.session(), scope, [registration.id for registration in registrations]
        ),
        "positions": queries.positions(db.session(), scope),
        "categories": _categories(event, scope),
        "sent_as": secrets.token_urlsafe(16),
    }


def _categories(event: Event, scope: Scope) -> list[Category]:
    """Return the categories to filter by: those the reader has people in, or all of the event."""
    if scope.everything:
        return list(events.categories(db.session(), event))
    return [places.category for places in queries.of_part(db.session(), event, scope)]


def _beside() -> dict[str, Any]:
    """Return what the panel shows of the registration that is open beside the table."""
    scope, reference = access.member().scope, request.args.get("open", "")[:16]
    registration = queries.visible(db.session(), scope, reference) if reference else None
    if registration is None:
        return {"registration": None}
    return {
        "registration": registration,
        "position": queries.position(db.session(), registration, scope),
        "came_back": bool(queries.returned(db.session(), scope, [registration.id])),
        "history": journal.history_of(
            db.session(), "registration", registration.id, scope=scope, most=8
        ),
    }


@bp.get("/<event:event>/manage/registrations.csv")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.COHOST)
def registrations_csv(event: Event) -> ResponseReturnValue:
    """Hand out what the table shows, all pages of it."""
    scope, search, engine = access.member().scope, asked(), db.engine

    def portions() -> Iterator[bytes]:
        with one_state(engine) as session:
            yield from as_csv(session, session.get_one(Event, scope.event_id), scope, search)

    return as_file(Response(portions()), "text/csv; charset=utf-8", f"{event.slug}.csv")
