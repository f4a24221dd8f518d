"""A page in place of a form that would surely refuse: what stands, why, and whom to ask."""

from datetime import datetime

from flask.typing import ResponseReturnValue

from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.registration.errors import EditsClosed, NamesFrozen
from eventapp.registration.models import Registration
from eventapp.web.pages import page


def shut(
    event: Event, registration: Registration, refusal: Refusal, title: str
) -> ResponseReturnValue:
    """Show what stands, why and since when it stays so, and whom to ask."""
    since: dict[type[Refusal], datetime | None] = {
        EditsClosed: event.edits_close_at,
        NamesFrozen: event.names_frozen_at,
    }
    return page(
        "website/closed_page.html",
        event=event,
        mine=registration,
        why=refusal.sentence,
        since=since.get(type(refusal)),
        title=title,
    )
