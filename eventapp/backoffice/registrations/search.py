"""How the table of registrations is asked for, and addressed again."""

from urllib.parse import urlencode

from flask import request, url_for

from eventapp.events.models import Event
from eventapp.registration.models import State, StillComing
from eventapp.registration.queries import SORTS, Search

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
