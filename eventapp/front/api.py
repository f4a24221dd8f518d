"""JSON for programs, `/api/v1`: one token, one event. OpenAPI 3.1 beside it."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint
from sqlalchemy import select

from eventapp.accounts.models import TokenScope
from eventapp.badges import services as badges
from eventapp.badges.render import code_of
from eventapp.errors import (
    Invalid,
    Sentence,
)
from eventapp.events import queries as events
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.front import cursors
from eventapp.front.repeats import match, once
from eventapp.front.schemas import (
    BadgeSchema,
    EventSchema,
    ListOfRegistrationsSchema,
    ListSchema,
    NewHolderSchema,
    NewRegistrationSchema,
    PersonSchema,
    RegistrationSchema,
)
from eventapp.front.tokens import actor
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchCategory, NoSuchRegistration
from eventapp.registration.models import Registration, Source, State
from eventapp.registration.queries import Search
from eventapp.registration.services import changes, self_service, sign_up
from eventapp.registration.services.sign_up import Details
from eventapp.scope import Scope
from eventapp.web import clock
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import clean_line

bp = Blueprint("api", __name__, url_prefix="/api/v1", description="Registrations of an event")
READ, WRITE = TokenScope.READ.value, TokenScope.WRITE.value


def _iso(moment: datetime | None, event: Event) -> str | None:
    return moment.astimezone(event.tzinfo).isoformat() if moment else None


def _told(event: Event, one: Registration) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "state": one.state.value,
        "category": one.category.key,
        "title": one.title,
        "given_name": one.given_name,
        "family_name": one.family_name,
        "email": one.email,
        "organisation": one.organisation_name,
        "country": one.country,
        "language": one.language,
        "registered_at": _iso(one.registered_at, event),
        "updated_at": _iso(one.changed_at, event),
    }


def _answer(event: Event, one: Registration, status: int = 200) -> Response:
    position = queries.position(db.session(), one) or None
    response = jsonify(_told(event, one) | {"position": position})
    response.status_code = status
    response.set_etag(str(one.version))
    return response


def _find(event: Event, reference: str) -> Registration:
    found = queries.by_reference(db.session(), event, reference)
    if found is None:
        raise NoSuchRegistration
    return found


def _category(event: Event, key: str) -> Category:
    """Return the category of that key; without a key, the event's only one."""
    wanted = select(Category).where(Category.event_id == event.id)
    if key:
        wanted = wanted.where(Category.key == key)
    found = db.session().scalars(wanted.limit(2)).all()
    if len(found) != 1:
        raise NoSuchCategory
    return found[0]


@bp.route("/events")
@open_to(Audience.TOKEN, READ)
@bp.response(200, EventSchema(many=True))
def list_events() -> ResponseReturnValue:
    """List the token's event."""
    event = db.session().get_one(Event, g.token.event_id)
    return jsonify(items=[_event(event)], next=None)


@bp.route("/events/<event:event>")
@open_to(Audience.TOKEN, READ)
@bp.response(200, EventSchema)
def read_event(event: Event) -> ResponseReturnValue:
    """Read the event."""
    return jsonify(_event(event))


def _event(event: Event) -> dict[str, Any]:
    return {
        "slug": event.slug,
        "title": event.title.as_dict(),
        "starts_at": _iso(event.starts_at, event),
        "ends_at": _iso(event.ends_at, event),
        "zone": event.zone,
        "places": event.places,
        "categories": [
            {"key": one.key, "name": one.name.as_dict(), "places": one.places}
            for one in events.categories(db.session(), event)
        ],
    }


@bp.route("/events/<event:event>/registrations")
@open_to(Audience.TOKEN, READ)
@bp.arguments(ListSchema, location="query")
@bp.response(200, ListOfRegistrationsSchema)
def list_registrations(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List registrations, oldest first."""
    secret = current_app.config["SECRET_KEY"]
    about = _asked_for(asked, event)
    search = Search(
        typed=asked.get("q", ""),
        states=(State(asked["state"]),) if "state" in asked else (),
        categories=(asked["category"],) if "category" in asked else (),
    )
    found = queries.after(
        db.session(),
        Scope(event.id),
        search,
        cursor=cursors.unseal(secret, about, asked["cursor"]),
        most=asked["limit"] + 1,
        updated_since=asked.get("updated_since"),
    )
    page, more = found[: asked["limit"]], len(found) > asked["limit"]
    goes_on = cursors.seal(secret, about, page[-1].id) if more else None
    return jsonify(items=[_told(event, one) for one in page], next=goes_on)


def _asked_for(asked: dict[str, Any], event: Event) -> tuple[str, ...]:
    """Return what a cursor of the list is bound to: its name, the event, what was asked for."""
    chosen = (asked.get("q", ""), asked.get("state", ""), asked.get("category", ""))
    since: datetime | None = asked.get("updated_since")
    moment = since.astimezone(UTC).isoformat() if since else ""
    return ("registrations", event.public_id.hex(), *chosen, moment)


@bp.route("/events/<event:event>/registrations", methods=["POST"])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(NewRegistrationSchema)
@bp.response(201, RegistrationSchema)
def create_registration(given: dict[str, Any], event: Event) -> ResponseReturnValue:
    """Register somebody: a place, or one on the waiting list."""

    def act() -> Response:
        made = sign_up.register(
            db.session(),
            event,
            _category(event, given.get("category", "")),
            _details(given),
            sign_up.Way(Source.API),
            by=actor(),
            now=clock.now(),
        )
        db.session().flush()
        return _answer(event, made, 201)

    return once(event, act)


def _details(given: dict[str, Any], email: str | None = None) -> Details:
    text = {
        name: clean_line(given.get(name, ""))
        for name in ("title", "given_name", "family_name", "organisation")
    }
    if not text["family_name"]:
        raise Invalid(Sentence("This is still missing."), field="family_name")
    answers = {
        key: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for key, value in given.get("answers", {}).items()
    }
    return Details(
        **text,
        email=email or given.get("email"),
        country=given.get("country", ""),
        language=given.get("language", "de"),
        answers=answers,
        consents=frozenset(key for key, yes in given.get("consents", {}).items() if yes),
    )


@bp.route("/events/<event:event>/registrations/<reference>")
@open_to(Audience.TOKEN, READ)
@bp.response(200, RegistrationSchema)
def read_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Read one registration."""
    return _answer(event, _find(event, reference))


@bp.route("/events/<event:event>/registrations/<reference>", methods=["PATCH"])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(PersonSchema(partial=True))
@bp.response(200, RegistrationSchema)
def change_registration(given: dict[str, Any], event: Event, reference: str) -> ResponseReturnValue:
    """Correct who somebody is; `If-Match` says which version is meant."""

    def act() -> Response:
        one = _find(event, reference)
        match(one)
        held = {
            "title": one.title,
            "given_name": one.given_name,
            "family_name": one.family_name,
            "organisation": one.organisation_name,
            "country": one.country,
            "language": one.language,
        }
        details = _details({**held, **given}, email=one.email)
        changes.change_details(
            db.session(), one, event, details, seen=one.version, by=actor(), now=clock.now()
        )
        db.session().flush()
        return _answer(event, one)

    return once(event, act)


ACTS = {
    "cancel": changes.cancel,
    "approve": changes.approve,
    "decline": changes.decline,
    "promote": changes.confirm,
}


@bp.route(
    "/events/<event:event>/registrations/<reference>/<any(cancel, approve, decline, promote):act>",
    methods=["POST"],
)
@open_to(Audience.TOKEN, WRITE)
@bp.response(200, RegistrationSchema)
def act_on(event: Event, reference: str, act: str) -> ResponseReturnValue:
    """Cancel, approve, decline or promote a registration."""

    def do() -> Response:
        one = _find(event, reference)
        if request.if_match:
            match(one)
        ACTS[act](db.session(), one, event, by=actor(), now=clock.now())
        db.session().flush()
        return _answer(event, one)

    return once(event, do)


@bp.route("/events/<event:event>/registrations/<reference>/hand-over", methods=["POST"])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(NewHolderSchema)
@bp.response(200, RegistrationSchema)
def hand_over(given: dict[str, Any], event: Event, reference: str) -> ResponseReturnValue:
    """Give a confirmed place to somebody else; the former code answers "replaced" from now on."""

    def act() -> Response:
        one = _find(event, reference)
        if request.if_match:
            match(one)
        details = _details({"language": one.language, **given})
        self_service.hand_over(db.session(), one, event, details, by=actor(), now=clock.now())
        db.session().flush()
        return _answer(event, one)

    return once(event, act)


@bp.route("/events/<event:event>/registrations/<reference>/badge")
@open_to(Audience.TOKEN, READ)
@bp.response(200, BadgeSchema)
def read_badge(event: Event, reference: str) -> ResponseReturnValue:
    """Read a confirmed participant's code, issued at the first look."""
    one = _find(event, reference)
    badge = code_of(event, one)
    changed = badges.changed_since_print(db.session(), event, badge, one)
    return jsonify(
        code=badge.token, printed_at=_iso(badge.printed_at, event), changed_since_print=changed
    )
