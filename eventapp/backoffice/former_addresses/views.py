"""Addresses the organisers' area had before: bookmarks still find their page."""

from urllib.parse import quote

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.navigation import STAFF
from eventapp.events.models import Event
from eventapp.web.access import Audience, open_to

NOW = {
    "letters": "emails",
    "doors": "checkin",
    "codes": "access-codes",
    "groups": "categories",
    "persons": "contributors",
    "desks": "information-desks",
    "journal": "activity-log",
    "releases": "contingents-to-open",
    "still-coming": "reconfirmations",
}
"""First part of a former address -> what it is called now; what follows stays as it was."""

_FORMER = f"/<event:event>/manage/<any({', '.join(map(repr, NOW))}):former>"


@bp.get(_FORMER, defaults={"rest": ""})
@bp.get(f"{_FORMER}/<path:rest>")
@open_to(Audience.MEMBER, *STAFF)
def former_address(event: Event, former: str, rest: str) -> ResponseReturnValue:
    """Send a bookmark on for good to the page's address of today, with what it asks for."""
    asked = request.query_string.decode("latin-1")
    there = url_for("backoffice.dashboard", event=event) + NOW[former]
    return redirect(
        there + (f"/{quote(rest)}" if rest else "") + (f"?{asked}" if asked else ""), 301
    )
