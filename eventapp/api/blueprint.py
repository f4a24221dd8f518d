"""What every operation shares: the blueprint, scopes, registrations as programs see them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts.models import TokenScope
from eventapp.api import answers
from eventapp.api.answers import Beside
from eventapp.api.bodies import StrictBlueprint
from eventapp.api.schemas.registrations import RegistrationSchema
from eventapp.badges import services as badges
from eventapp.composition import settings
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.models import Registration
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.text_search import clean_line
from eventapp.web import error_pages

bp = StrictBlueprint("api", __name__, url_prefix="/api/v1", description="This description")
READ, WRITE = TokenScope.READ.value, TokenScope.WRITE.value
HOST = TokenScope.HOST.value
CHECKIN = TokenScope.CHECKIN.value
"""Added to the few operations that a program at the doors needs: none of them names anybody."""


BODY = {"q_": "answers.", "consent_": "consents."}
"""Where programs send what a form calls by such a name."""


@bp.errorhandler(Invalid)
def refused(refusal: Invalid) -> ResponseReturnValue:
    """Refuse at the path of what was sent, where the service names the form's field."""
    for of_form, sent in BODY.items():
        if refusal.field and refusal.field.startswith(of_form):
            refusal.field = sent + refusal.field.removeprefix(of_form)
            break
    return error_pages.refused(refusal)


def iso(moment: datetime | None, event: Event) -> str | None:
    """Return a moment with the offset of the event's zone."""
    return moment.astimezone(event.tzinfo).isoformat() if moment else None


def answer(event: Event, registration: Registration, status: int = 200) -> Response:
    """Return a registration with its place on the waiting list and its version as ETag."""
    placed = Beside(registration, position=queries.position(db.session(), registration) or None)
    return answers.answer(RegistrationSchema, event, placed, status, version=registration.version)


def written(event: Event, registration: Registration) -> Response:
    """Return a registration that was just written; a place of it has its code from now on."""
    db.session().flush()
    keys, now = settings().keys_dir, clock.now()
    badges.issue_with_place(db.session(), event, registration, keys, now=now)
    return answer(event, registration)


def find(event: Event, reference: str) -> Registration:
    """Return the registration of that reference; there is none: 404."""
    registration = queries.by_reference(db.session(), event, reference)
    if registration is None:
        raise NoSuchRegistration
    return registration


def change_in(given: dict[str, Any], held: RegistrationChange | None = None) -> RegistrationChange:
    """Return a registration as it is meant to stand; what is not sent stays as held."""
    held = held or RegistrationChange()

    def line(name: str) -> str:
        return clean_line(given[name]) if name in given else getattr(held, name)

    answers = {
        key: value if isinstance(value, list) else [value]
        for key, value in given.get("answers", {}).items()
    }
    change = replace(
        held,
        title=line("title"),
        given_name=line("given_name"),
        family_name=line("family_name"),
        email=given.get("email", held.email),
        organisation=line("organisation"),
        country=given.get("country", held.country),
        language=given.get("language", held.language),
        answers={**held.answers, **answers},
        consents=held.consents | {key for key, yes in given.get("consents", {}).items() if yes},
        priority=given.get("priority", held.priority),
    )
    if not change.family_name:
        raise Invalid(Sentence("This is still missing."), field="family_name")
    return change
