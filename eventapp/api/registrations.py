"""Registrations one by one: made, read, corrected."""

from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from eventapp import clock
from eventapp.api.blueprint import READ, WRITE, answer, bp, change_in, find, written
from eventapp.api.description import KEY, TAGGED, VERSION, described
from eventapp.api.idempotency import match, once
from eventapp.api.schemas.registrations import (
    ChangeSchema,
    NewRegistrationSchema,
    RegistrationSchema,
)
from eventapp.audiences.tokens import actor
from eventapp.badges import services as badges
from eventapp.composition import settings
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchCategory
from eventapp.registration.models import Source
from eventapp.registration.services import places, questions, sign_up
from eventapp.registration.services.registrations import (
    RegistrationChange,
)
from eventapp.registration.services.registrations import (
    change_registration as change_one,
)
from eventapp.text_search import clean_line
from eventapp.web.access import Audience, open_to


def _category(event: Event, key: str) -> Category:
    """Return the category of that key; without a key, the event's only one."""
    statement = select(Category).where(Category.event_id == event.id)
    if key:
        statement = statement.where(Category.key == key)
    categories = db.session().scalars(statement.limit(2)).all()
    if len(categories) != 1:
        raise NoSuchCategory
    return categories[0]


@bp.route("/events/<event:event>/registrations", methods=["POST"])
@described(400, 404, 409, 415, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(NewRegistrationSchema)
@bp.response(201, RegistrationSchema, headers=TAGGED)
def create_registration(given: dict[str, Any], event: Event) -> ResponseReturnValue:
    """Register somebody: a place, or one on the waiting list."""

    def act() -> Response:
        asked = queries.consents(db.session(), event)
        questions.check_consents_known(asked, given.get("consents", {}))
        made = sign_up.register(
            db.session(),
            event,
            _category(event, given.get("category", "")),
            change_in(given),
            sign_up.Way(Source.API),
            by=actor(),
            now=clock.now(),
        )
        db.session().flush()
        badges.issue_first(db.session(), event, made, settings().keys_dir, now=clock.now())
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
@described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(ChangeSchema(partial=True))
@bp.response(200, RegistrationSchema, headers=TAGGED)
def change_registration(given: dict[str, Any], event: Event, reference: str) -> ResponseReturnValue:
    """Edit details, or give priority on the waiting list.

    `If-Match` says which version is meant. All of a change is done, or nothing.
    """

    def act() -> Response:
        registration = find(event, reference)
        places.hold(
            db.session(), event, registration
        )  # the version that is meant stands until the commit
        match(registration.version)
        change_one(
            db.session(),
            registration,
            event,
            change_in(given, RegistrationChange.of(registration)),
            by=actor(),
            now=clock.now(),
            reason=clean_line(given.get("priority_reason", "")),
        )
        return written(event, registration)

    return once(event, act)
