"""Registrations one by one: made, read, corrected."""

from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.front.api.blueprint import READ, WRITE, answer, bp, details_in, find
from eventapp.front.api.description import KEY, TAGGED, VERSION, described
from eventapp.front.repeats import match, once
from eventapp.front.schemas import NewRegistrationSchema, PersonSchema, RegistrationSchema
from eventapp.front.tokens import actor
from eventapp.registration.errors import NoSuchCategory
from eventapp.registration.models import Source
from eventapp.registration.services import changes, sign_up
from eventapp.web import clock
from eventapp.web.access import Audience, open_to


def _category(event: Event, key: str) -> Category:
    """Return the category of that key; without a key, the event's only one."""
    wanted = select(Category).where(Category.event_id == event.id)
    if key:
        wanted = wanted.where(Category.key == key)
    found = db.session().scalars(wanted.limit(2)).all()
    if len(found) != 1:
        raise NoSuchCategory
    return found[0]


@bp.route("/events/<event:event>/registrations", methods=["POST"])
@described(400, 404, 409, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(NewRegistrationSchema)
@bp.response(201, RegistrationSchema, headers=TAGGED)
def create_registration(given: dict[str, Any], event: Event) -> ResponseReturnValue:
    """Register somebody: a place, or one on the waiting list."""

    def act() -> Response:
        made = sign_up.register(
            db.session(),
            event,
            _category(event, given.get("category", "")),
            details_in(given),
            sign_up.Way(Source.API),
            by=actor(),
            now=clock.now(),
        )
        db.session().flush()
        return answer(event, made, 201)

    return once(event, act)


@bp.route("/events/<event:event>/registrations/<reference>")
@described(404)
@open_to(Audience.TOKEN, READ)
@bp.response(200, RegistrationSchema, headers=TAGGED)
def read_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Read one registration."""
    return answer(event, find(event, reference))


@bp.route("/events/<event:event>/registrations/<reference>", methods=["PATCH"])
@described(400, 404, 409, 412, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(PersonSchema(partial=True))
@bp.response(200, RegistrationSchema, headers=TAGGED)
def change_registration(given: dict[str, Any], event: Event, reference: str) -> ResponseReturnValue:
    """Correct who somebody is; `If-Match` says which version is meant."""

    def act() -> Response:
        one = find(event, reference)
        match(one)
        held = {
            "title": one.title,
            "given_name": one.given_name,
            "family_name": one.family_name,
            "organisation": one.organisation_name,
            "country": one.country,
            "language": one.language,
        }
        details = details_in({**held, **given}, email=one.email)
        changes.change_details(
            db.session(), one, event, details, seen=one.version, by=actor(), now=clock.now()
        )
        db.session().flush()
        return answer(event, one)

    return once(event, act)
