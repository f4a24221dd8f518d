"""Imprint, privacy, accessibility and help: of the event one comes from, or of all of them."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from eventapp.agenda.render import LEVELS
from eventapp.audiences.members import member_of, visit
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people import queries as people
from eventapp.people.models import ORGANISING
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import kept_page
from eventapp.website.blueprint import bp


def _asked() -> tuple[Event | None, Sequence[Event]]:
    """Return the event whose pages led here (`?event=`), or the only one; without one, all."""
    slug = request.args.get("event", "")
    asked = events.by_slug(db.session(), slug) if slug else None
    if asked is not None and not asked.published:
        access.meet_viewer()
        asked = asked if member_of(asked) else None
    public = events.published(db.session()) if asked is None else ()
    event = public[0] if len(public) == 1 else asked
    if event is not None:
        visit(event)
    return event, public


def _page(template: str) -> ResponseReturnValue:
    """Return the page of the event alone; without one, with the way to each."""
    event, public = _asked()
    if event is None:
        return _page_of_all(template, public)
    return kept_page(
        (request.path, event.public_id),
        (event.revision,),
        lambda: _made(template, event),
        queries={f"event={event.slug}".encode()},
    )


def _page_of_all(template: str, events: Sequence[Event]) -> ResponseReturnValue:
    state = tuple((event.public_id, event.revision) for event in events)
    return kept_page((request.path,), state, lambda: _made(template, None, events))


def _made(template: str, event: Event | None, listed: Sequence[Event] = ()) -> str:
    behind = people.hosts(db.session(), event) if event and template == IMPRINT else ()
    hosts = [host for host in behind if host.level in ORGANISING]
    return render_template(template, event=event, events=listed, hosts=hosts, LEVELS=LEVELS)


IMPRINT = "website/imprint.html"


@bp.get("/imprint")
@open_to(Audience.PUBLIC)
def imprint() -> ResponseReturnValue:
    """Say who answers for these pages."""
    return _page(IMPRINT)


@bp.get("/privacy")
@open_to(Audience.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say what is kept about people, why and how long."""
    return _page("website/privacy.html")


@bp.get("/accessibility")
@open_to(Audience.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """Say how far the pages are accessible, and whom to tell about a barrier."""
    return _page("website/accessibility.html")


@bp.get("/help")
@open_to(Audience.PUBLIC)
def help_page() -> ResponseReturnValue:
    """Answer what participants ask most."""
    return _page("website/help_page.html")
