"""How the list of proposals is asked for, and addressed again."""

from urllib.parse import urlencode

from flask import request, url_for

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.speakers.models import ProposalState
from eventapp.speakers.queries.proposal_list import ProposalOrder, ProposalSearch

ASKED = ("q", "state", "kind", "language", "unread", "order", "page")


def asked(user_id: int) -> ProposalSearch:
    """Return what the address asks for; nonsense counts as not asked."""
    args, number = request.args, request.args.get("page", "1")
    language = args.get("language", "")
    return ProposalSearch(
        typed=args.get("q", "")[:100],
        state=next((state for state in ProposalState if state.value == args.get("state")), None),
        kind=next((kind for kind in SessionKind if kind.value == args.get("kind")), None),
        language=language if language in LANGUAGES else "",
        unread_by=user_id if args.get("unread") else None,
        order=next(
            (order for order in ProposalOrder if order.value == args.get("order")),
            ProposalOrder.BEST,
        ),
        page=min(max(1, int(number)), 10_000) if number.isascii() and number.isdigit() else 1,
    )


def link(event: Event, endpoint: str = ".proposals", **changed: object) -> str:
    """Return the list's address with some of its questions changed, or another's with them."""
    query = {name: request.args.get(name, "") for name in ASKED}
    query |= {name: str(value) if value else "" for name, value in changed.items()}
    pairs = [(name, value) for name, value in query.items() if value]
    address = url_for(endpoint, event=event)
    return f"{address}?{urlencode(pairs)}" if pairs else address
