"""What the views of a contributor's own pages share: whose they are, and the way back."""

from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp.agenda.models import AgendaSession
from eventapp.audiences.speakers import visitor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.own_parts import own_parts


def own_contributor() -> Contributor:
    """Return whose pages are shown."""
    return visitor().contributor


def own_person() -> Person:
    """Return the person whose pages are shown."""
    return db.session().get_one(Person, own_contributor().person_id)


def own_sessions() -> Sequence[AgendaSession]:
    """Return the sessions in which that person has a part, once each."""
    parts = own_parts(db.session(), own_contributor())
    return list(dict.fromkeys(part.session for part in parts))


def home_again(event: Event) -> ResponseReturnValue:
    """Lead back to the page that says what is missing."""
    return redirect(url_for("website.speaking", event=event), 303)
