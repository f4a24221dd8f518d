"""Lists: filtered, and gone on with by a cursor."""

from datetime import UTC, datetime
from typing import Any

from flask.typing import ResponseReturnValue

from eventapp.api.answers import dumped
from eventapp.api.blueprint import HOST, READ, bp
from eventapp.api.description import described
from eventapp.api.pages import page_of
from eventapp.api.schemas.registrations import (
    ListedRegistrationSchema,
    ListOfRegistrationsSchema,
    ListSchema,
)
from eventapp.audiences.tokens import scope_of
from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchCategory
from eventapp.registration.models import State
from eventapp.registration.queries import Search
from eventapp.web.access import Audience, open_to


@bp.route("/events/<event:event>/registrations")
@described(404, 422)
@open_to(Audience.TOKEN, READ, HOST)
@bp.arguments(ListSchema, location="query")
@bp.response(200, ListOfRegistrationsSchema)
def list_registrations(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List registrations, oldest first."""
    category: str | None = asked.get("category")
    if category is not None:
        _check_known(event, category)
    search = Search(
        typed=asked.get("q", ""),
        states=(State(asked["state"]),) if "state" in asked else (),
        categories=() if category is None else (category,),
    )
    return page_of(
        event,
        _asked_for(asked),
        asked,
        read=lambda cursor, most: queries.after(
            db.session(),
            scope_of(event),
            search,
            cursor=cursor,
            most=most,
            updated_since=asked.get("updated_since"),
        ),
        key=lambda registration: registration.id,
        tell=lambda page: dumped(ListedRegistrationSchema, event, page),
    )


def _check_known(event: Event, category: str) -> None:
    if all(group.key != category for group in categories(db.session(), event)):
        raise NoSuchCategory


def _asked_for(asked: dict[str, Any]) -> tuple[str, ...]:
    """Return what a cursor of the list is bound to beside the event."""
    chosen = (asked.get("q", ""), asked.get("state", ""), asked.get("category", ""))
    since: datetime | None = asked.get("updated_since")
    moment = since.astimezone(UTC).isoformat() if since else ""
    return ("registrations", *chosen, moment)
