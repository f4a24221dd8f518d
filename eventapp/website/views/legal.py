"""Imprint, privacy, accessibility and help: of the event one comes from, or of all of them."""

from collections.abc import Sequence

from flask import Response, request
from flask.typing import ResponseReturnValue

from eventapp.audiences.members import member_of, visit
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people import queries as people
from eventapp.people.models import Host
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page
from eventapp.website.blueprint import bp


def _event() -> Event | None:
    """Return the event whose pages led here (`?event=`), or the only one there is."""
    asked = events.by_slug(db.session(), request.args.get("event", ""))
    if asked is not None and not asked.published:
        access.meet_viewer()
        asked = asked if member_of(asked) else None
    public = events.published(db.session()) if asked is None else ()
    found = public[0] if len(public) == 1 else asked
    if found is not None:
        visit(found)
    return found


def _page(template: str, event: Event | None, hosts: Sequence[Host] = ()) -> Response:
    """Return the page of the event alone; without one, with the way to each."""
    listed = () if event else events.published(db.session())
    return public_page(template, event=event, events=listed, hosts=hosts)


@bp.get("/imprint")
@open_to(Audience.PUBLIC)
def imprint() -> ResponseReturnValue:
    """Say who answers for these pages."""
    event = _event()
    hosts = people.hosts(db.session(), event) if event else ()
    return _page("website/imprint.html", event, hosts)


@bp.get("/privacy")
@open_to(Audience.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say what is kept about people, why and how long."""
    return _page("website/privacy.html", _event())


@bp.get("/accessibility")
@open_to(Audience.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """Say how far the pages are accessible, and whom to tell about a barrier."""
    return _page("website/accessibility.html", _event())


@bp.get("/help")
@open_to(Audience.PUBLIC)
def help_page() -> ResponseReturnValue:
    """Answer what participants ask most."""
    return _page("website/help_page.html", _event())
