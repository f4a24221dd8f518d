"""The organisers' table of registrations: searched, filtered, sorted, one of them beside it."""

import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from eventapp.events import queries as events
from eventapp.events.models import Category, Event
from eventapp.exports.registrations import as_csv
from eventapp.extensions import db, one_state
from eventapp.front.blueprint import bp
from eventapp.front.results import told_of
from eventapp.front.views.registrations import READERS
from eventapp.front.words import STATE_WORDS, STILL_WORDS
from eventapp.journal import queries as journal
from eventapp.registration import queries
from eventapp.registration.models import State, StillComing
from eventapp.registration.queries import SORTS, Search
from eventapp.scope import Scope
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page

PAGE = 50
ASKED = ("q", "state", "category", "returned", "still", "sort", "page")


def asked() -> Search:
    """Return what the address asks for; nonsense counts as not asked."""
    args = request.args
    sort = args.get("sort", "-registered")
    number = args.get("page", "1")
    return Search(
        typed=args.get("q", "")[:100],
        states=tuple(state for state in State if state.value in args.getlist("state")),
        categories=tuple(args.getlist("category"))[:20],
        returned=bool(args.get("returned")),
        still=next((way for way in StillComing if way.value == args.get("still")), None),
        sort=sort if sort.removeprefix("-") in SORTS else "-registered",
        page=min(max(1, int(number)), 10_000) if number.isascii() and number.isdigit() else 1,
        size=PAGE,
    )


def link(event: Event, endpoint: str = ".registrations", **changed: object) -> str:
    """Return the table's address with some of its questions changed, or another's with them."""
    query = {name: request.args.getlist(name) for name in ASKED}
    query |= {name: [str(value)] if value else [] for name, value in changed.items()}
    pairs = [(name, value) for name, values in query.items() for value in values if value]
    return f"{url_for(endpoint, event=event)}?{urlencode(pairs)}"


@bp.get("/<event:event>/manage/registrations")
@open_to(Audience.MEMBER, *READERS)
def registrations(event: Event) -> ResponseReturnValue:
    """Show one page of the table, or only the part of it that changes."""
    target = request.headers.get("HX-Target", "")
    part = request.headers.get("HX-Request") and "HX-History-Restore-Request" not in request.headers
    if part and target.endswith("#side"):
        return page("front/_side.html", **_frame(event), **_beside())
    values = {**_frame(event), **_listed(event)}
    if part:
        return page("front/_table.html", **values)
    scope = access.member().scope
    return page(
        "front/registrations.html",
        **values,
        **_beside(),
        counts=queries.counts(db.session(), scope),
        returned_number=queries.how_many_returned(db.session(), scope),
        standing=queries.standing(db.session(), scope),
        nobody="nobody" in request.args,
        told=told_of(event, request.args.get("done", "")),
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


def _listed(event: Event) -> dict[str, Any]:
    search, scope = asked(), access.member().scope
    found, total = queries.found(db.session(), scope, search)
    return {
        "found": found,
        "total": total,
        "pages": max(1, -(-total // PAGE)),
        "returned": queries.returned(db.session(), scope, [one.id for one in found]),
        "positions": queries.positions(db.session(), scope),
        "categories": _groups(event, scope),
        "sent_as": secrets.token_urlsafe(16),
    }


def _groups(event: Event, scope: Scope) -> list[Category]:
    """Return the groups to filter by: those the reader has people in, or all of the event."""
    if scope.everything:
        return list(events.categories(db.session(), event))
    return [one.category for one in queries.of_part(db.session(), event, scope)]


def _beside() -> dict[str, Any]:
    """Return what the panel shows of the registration that is open beside the table."""
    scope, reference = access.member().scope, request.args.get("open", "")[:16]
    one = queries.visible(db.session(), scope, reference) if reference else None
    if one is None:
        return {"one": None}
    return {
        "one": one,
        "position": queries.position(db.session(), one, scope),
        "came_back": bool(queries.returned(db.session(), scope, [one.id])),
        "history": journal.history_of(db.session(), "registration", one.id, scope=scope, most=8),
    }


@bp.get("/<event:event>/manage/registrations.csv")
@open_to(Audience.MEMBER, "organiser", "cohost")
def registrations_csv(event: Event) -> ResponseReturnValue:
    """Hand out what the table shows, all pages of it."""
    scope, search, engine = access.member().scope, asked(), db.engine

    def portions() -> Iterator[bytes]:
        with one_state(engine) as session:
            yield from as_csv(session, session.get_one(Event, scope.event_id), scope, search)

    return as_file(Response(portions()), "text/csv; charset=utf-8", f"{event.slug}.csv")
