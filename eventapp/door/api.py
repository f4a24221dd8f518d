"""The door's JSON: enrolment, time, online scans (checkin-protocol)."""

import base64
import binascii
from dataclasses import asdict
from hashlib import blake2b
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from eventapp import clock, i18n
from eventapp.audiences import devices
from eventapp.badges import queries as badges
from eventapp.checkin import queries
from eventapp.checkin.errors import NoSuchEnrolment, Revoked
from eventapp.checkin.models import EntranceKind, Profile
from eventapp.checkin.queries import Scanner
from eventapp.checkin.queries.sync import list_news
from eventapp.checkin.services import devices as enrolments
from eventapp.checkin.services import scans, uploads
from eventapp.checkin.services.policies import policy_of
from eventapp.checkin.services.scans import Sent
from eventapp.checkin.services.uploads import MOST_MS, SCAN_ID
from eventapp.checkin.verdicts import Direction, Override
from eventapp.errors import Forbidden, Invalid, Sentence
from eventapp.extensions import csrf, db
from eventapp.moments import milliseconds
from eventapp.web import sent_json
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited

bp = Blueprint("door_api", __name__, url_prefix="/door/v1")
csrf.exempt(bp)  # a SameSite=Strict cookie, JSON only, and the same origin take its place
MOST_BYTES = 8_000
"""One scan or enrolment is far smaller."""


def _body(most: int = MOST_BYTES) -> dict[str, Any]:
    """Return the JSON object sent; refuse other content and other sites."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden(Sentence("You do not have permission to do this."))
    if (request.content_length or 0) > most:
        abort(413)
    try:
        body = sent_json.read(request.get_data()) if request.is_json else None
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Invalid(Sentence("A JSON object is expected."))
    return body


def _text(body: dict[str, object], name: str, most: int) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value or len(value) > most:
        raise Invalid(Sentence("“%(name)s” must be a text.", name=name), field=name)
    return value


def _number(
    body: dict[str, object], name: str, low: int, high: int, default: int | None = None
) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Invalid(Sentence("“%(name)s” must be a whole number.", name=name), field=name)
    return value


@bp.post("/enrol")
@open_to(Audience.PUBLIC)
@limited("10 per minute; 60 per hour")
def enrol() -> ResponseReturnValue:
    """Make this browser a device; an organiser still has to let it in."""
    body = _body()
    token = _text(body, "token", 100)
    try:
        public = base64.urlsafe_b64decode(str(body.get("pub") or ""))
    except (binascii.Error, ValueError) as error:
        raise NoSuchEnrolment from error
    device, value = enrolments.enrol(
        db.session(),
        token,
        browser=request.user_agent.string,
        public_key=public[:65],
        now=clock.now(),
    )
    event, now = device.event, clock.now()
    scanner = queries.scanner(db.session(), value)
    assert scanner is not None  # noqa: S101  (made above, in this transaction)
    answer = jsonify(
        device=device.id,
        gate=device.entrance.name,
        profile=device.profile.value,
        event={"id": event.public_id.hex(), "tz": event.zone, "name": i18n.render(event.label)},
        keys=_keys(scanner),
        policy=_policy(scanner),
        server_time=_ms(),
    )
    seconds = int((device.valid_until - now).total_seconds())
    db.session().commit()
    devices.give_cookie(answer, value, seconds=seconds)
    answer.status_code = 201
    return answer


def _ms() -> int:
    return milliseconds(clock.now())


@bp.get("/time")
@open_to(Audience.PUBLIC)
def time() -> ResponseReturnValue:
    """Tell the server's clock, for the device to measure its own against."""
    return jsonify(server_time=_ms())


@bp.post("/me")
@open_to(Audience.DEVICE, *Profile)
def me() -> ResponseReturnValue:
    """Tell a device where it stands: gate, event and people inside; note that it was heard of."""
    _body()
    scanner = devices.scanner()
    enrolments.heard_of(scanner.device, now=clock.now())
    answer = _standing(scanner)
    db.session().commit()
    return answer


def _standing(scanner: Scanner) -> Response:
    counted = queries.counts(db.session(), scanner.event, now_ms=_ms())
    return jsonify(
        device=scanner.device.id,
        gate=scanner.device.entrance.name,
        profile=scanner.device.profile.value,
        direction=scanner.device.entrance.direction,
        rehearsal=scanner.device.entrance.rehearsal,
        policy=_policy(scanner),
        event={
            "id": scanner.event.public_id.hex(),
            "tz": scanner.event.zone,
            "name": i18n.render(scanner.event.label),
        },
        seq=queries.last_number(db.session(), scanner.device.id),
        inside=counted.inside,
        expected=badges.how_many(db.session(), scanner.event),
        server_time=_ms(),
    )


@bp.get("/sync")
@open_to(Audience.DEVICE, *Profile)
def sync() -> ResponseReturnValue:
    """Tell a device what is new on the list since its cursor; 304 where nothing is."""
    scanner = devices.scanner()
    entrance = scanner.device.entrance
    cursor = request.args.get("cursor", "0")
    if not cursor.isdecimal() or len(cursor) > DIGITS:
        raise Invalid(Sentence("“%(name)s” must be a whole number.", name="cursor"), field="cursor")
    news = list_news(db.session(), scanner.event, entrance, int(cursor))
    facts = {**asdict(news), "keys": _keys(scanner), "policy": _policy(scanner)}
    answer = jsonify(**facts, server_time=_ms())
    answer.set_etag(blake2b(repr(facts).encode(), digest_size=12).hexdigest())
    return answer.make_conditional(request)


DIGITS = 16
"""Of a cursor; numbers stay below 2^53."""


def _keys(scanner: Scanner) -> list[dict[str, object]]:
    return [
        {"kid": kid, "alg": "P-256", "pub": public.hex()} for kid, public in scanner.keys.items()
    ]


def _policy(scanner: Scanner) -> dict[str, object]:
    """Return what the entrance asks of everybody, and how long the device may remember."""
    entrance, policy = scanner.device.entrance, policy_of(scanner)
    return {
        "until": scanner.device.valid_until.isoformat(),
        "exit": entrance.kind is EntranceKind.EXIT,
        "area": entrance.area,
        "days": [day.isoformat() for day in policy.days],
        "opens": policy.opens,
        "closes": policy.closes,
        "reentry": policy.reentry,
        "classes": entrance.categories,
    }


@bp.post("/scan")
@open_to(Audience.DEVICE, *Profile)
def scan() -> ResponseReturnValue:
    """Decide one scan; the same number again gets the same answer."""
    body = _body()
    scan_id = _text(body, "id", 36)
    if not SCAN_ID.fullmatch(scan_id):
        raise Invalid(Sentence("“%(name)s” must be a UUID.", name="id"), field="id")
    try:
        direction = Direction(body.get("dir", Direction.IN))
    except ValueError:
        raise Invalid(
            Sentence("“%(name)s” must be “in” or “out”.", name="dir"), field="dir"
        ) from None
    sent = Sent(
        scan_id=scan_id,
        seq=_number(body, "seq", 1, 2**53),
        code=_text(body, "code", 1000),
        direction=direction,
        t=_number(body, "t", 0, MOST_MS),
        off=_number(body, "off", -MOST_MS, MOST_MS, 0),
        clk=_number(body, "clk", 0, 2, 0),
        reason=_reason(body, direction),
    )
    try:
        facts = _decided(sent)
    except IntegrityError:  # the same number arrived twice at once: the first one's answer counts
        db.session().rollback()
        devices.admit_again()
        facts = _decided(sent)
    return jsonify(facts)


@bp.post("/scans")
@open_to(Audience.DEVICE, *Profile, devices.SHUT_OUT)
def scans_sent() -> ResponseReturnValue:
    """Take what a device decided alone; what is no scan is set aside and stops nothing.

    A device that was shut out is heard: what it sends is set aside, and it is refused.
    """
    body = _body(MOST_BATCH)
    batch, sent = _text(body, "batch", 36), body.get("scans")
    if not isinstance(sent, list) or len(sent) > MOST_SCANS:
        raise Invalid(Sentence("“%(name)s” must be a list.", name="scans"), field="scans")
    scanner, now = devices.scanner(), clock.now()
    if devices.was_shut_out():
        for raw in sent:
            uploads.set_aside(db.session(), scanner, raw, batch, "shut-out", now=now)
        db.session().commit()
        raise Revoked
    results = uploads.take(db.session(), scanner, sent, batch, now=now)
    highest = queries.last_number(db.session(), scanner.device.id)
    db.session().commit()
    return jsonify(server_time=_ms(), results=results, max_seq=highest)


MOST_SCANS = 200
MOST_BATCH = 256_000


def _decided(sent: Sent) -> dict[str, object]:
    """Decide and commit; return what the device is told: a name in clear to a desk alone."""
    answer = scans.decide(db.session(), devices.scanner(), sent, now=clock.now())
    facts: dict[str, object] = dict(answer.facts)
    if answer.sealed is not None:
        facts["ct"] = base64.urlsafe_b64encode(answer.sealed).rstrip(b"=").decode("ascii")
    if answer.place is not None and devices.scanner().device.profile is Profile.DESK:
        facts["n"], facts["o"] = answer.place.full_name, answer.place.organisation_name
        facts["h"] = answer.place.language
    db.session().commit()
    return facts


def _reason(body: dict[str, Any], direction: Direction) -> Override | None:
    """Return why a helper overrides the answer; forced without a known reason is refused."""
    if body.get("forced") is not True:
        return None
    reason = body.get("reason")
    if reason not in scans.REASONS[direction]:
        raise Invalid(Sentence("“%(name)s” must be one of those offered.", name="reason"))
    return Override(reason)


HEARD_OUT = {"door_api.me", "door_api.scans_sent"}


def _after(response: Response) -> Response:
    """Keep answers out of caches; a device that was shut out and heard out forgets all it held.

    It asks where it stands when nothing is left to send; one badge's answer comes too early.
    """
    response.headers["Cache-Control"] = "no-store"
    if devices.was_shut_out() and request.endpoint in HEARD_OUT:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        devices.take_cookie(response)
    return response


bp.after_request(_after)
