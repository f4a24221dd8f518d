"""Contributors: how far it is with each, what is missing, and writing to them."""

from dataclasses import replace
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api.answers import answer, dumped
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.description import KEY, TAGGED, VERSION, VERSION_IF_KNOWN, described
from eventapp.api.idempotency import match, once
from eventapp.api.pages import page_of
from eventapp.api.schemas import contributors as schemas
from eventapp.api.schemas.registrations import PageSchema
from eventapp.audiences.tokens import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.orm import lock_row
from eventapp.speakers.errors import NoSuchContributor
from eventapp.speakers.models import Contributor
from eventapp.speakers.services import invitations, reminders
from eventapp.speakers.services.details import ContributorChange, change_contributor
from eventapp.speakers.services.posting import Addressee, usual
from eventapp.text_search import clean_line, clean_text
from eventapp.web.access import Audience, open_to
from eventapp.workflows import speaking
from eventapp.workflows.contributors import after, of_ids, rows_of

EVERY = "/events/<event:event>/contributors"
SINGLE = f"{EVERY}/<person_id>"
ACTS = {
    "confirm": speaking.confirm,
    "withdraw": speaking.withdraw,
    "reopen": speaking.reopen,
}


def _find(event: Event, person_id: str) -> Contributor:
    for contributor in of_ids(db.session(), event, [person_id]):
        return contributor
    raise NoSuchContributor


def _answer(event: Event, contributor: Contributor) -> Response:
    [row] = rows_of(db.session(), event, [contributor], now=clock.now())
    return answer(schemas.ContributorSchema, event, row, version=contributor.version)


@bp.route(EVERY)
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfContributorsSchema)
def list_contributors(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List the contributors, with their parts and what is missing of each."""
    return page_of(
        event,
        ("contributors",),
        asked,
        read=lambda cursor, most: after(db.session(), event, cursor, most),
        key=lambda contributor: contributor.id,
        tell=lambda page: dumped(
            schemas.ContributorSchema, event, rows_of(db.session(), event, page, now=clock.now())
        ),
    )


@bp.route(SINGLE)
@described(404)
@open_to(Audience.TOKEN, READ)
@bp.response(200, schemas.ContributorSchema, headers=TAGGED)
def read_contributor(event: Event, person_id: str) -> ResponseReturnValue:
    """Read one contributor, by the `id` of the person."""
    return _answer(event, _find(event, person_id))


@bp.route(SINGLE, methods=["PATCH"])
@described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.ContributorChangeSchema)
@bp.response(200, schemas.ContributorSchema, headers=TAGGED)
def change_contributors_entry(
    given: dict[str, Any], event: Event, person_id: str
) -> ResponseReturnValue:
    """Change what is sent of what the organisers keep about a contributor."""

    def act() -> Response:
        lock_row(db.session(), event)  # before the contributor's row, as everybody does
        contributor = _find(event, person_id)
        lock_row(db.session(), contributor)
        match(contributor.version)
        held = ContributorChange.of(contributor)
        change = replace(
            held,
            language=given.get("language", held.language),
            answer_by=given.get("answer_by", held.answer_by),
            details_by=given.get("details_by", held.details_by),
            team_note=clean_text(given.get("team_note", held.team_note)),
        )
        change_contributor(db.session(), event, contributor, change, by=actor(), now=clock.now())
        return _answer(event, contributor)

    return once(event, act)


def _held(event: Event, person_id: str) -> Contributor:
    """Return a contributor, in the version that is meant where one is."""
    lock_row(db.session(), event)
    contributor = _find(event, person_id)
    if request.if_match:
        lock_row(db.session(), contributor)
        match(contributor.version)
    return contributor


@bp.route(f"{SINGLE}/<any(confirm, withdraw, reopen):act>", methods=["POST"])
@described(404, 409, 412, 422, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(200, schemas.ContributorSchema, headers=TAGGED)
def act_on_contributor(event: Event, person_id: str, act: str) -> ResponseReturnValue:
    """Confirm who accepted, take an invitation back, or let the answer be given again."""

    def do() -> Response:
        contributor = _held(event, person_id)
        ACTS[act](db.session(), event, contributor, by=actor(), now=clock.now())
        return _answer(event, contributor)

    return once(event, do)


@bp.route(f"{SINGLE}/invite", methods=["POST"])
@described(400, 404, 409, 412, 415, 422, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.InvitationSchema, required=False)
@bp.response(200, schemas.ContributorSchema, headers=TAGGED)
def invite_contributor(given: dict[str, Any], event: Event, person_id: str) -> ResponseReturnValue:
    """Invite somebody to the parts that are not settled; sent again it says what stands now."""

    def act() -> Response:
        contributor = _held(event, person_id)
        change = invitations.SpeakingInvitationChange(
            language=given.get("language", contributor.language),
            to=Addressee(given["to"]) if "to" in given else usual(contributor),
            answer_by=given.get("answer_by"),
            details_by=given.get("details_by"),
            message=clean_text(given.get("message", "")),
            invited_by=clean_line(given.get("signed_by", "")),
        )
        invitations.invite(db.session(), event, contributor, change, by=actor(), now=clock.now())
        return _answer(event, contributor)

    return once(event, act)


@bp.route(f"{SINGLE}/remind", methods=["POST"])
@described(404, 409, 412, 422, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(200, schemas.ContributorSchema, headers=TAGGED)
def remind_contributor(event: Event, person_id: str) -> ResponseReturnValue:
    """Remind somebody of what is missing; nobody twice within a day."""

    def act() -> Response:
        contributor = _held(event, person_id)
        reminders.remind(db.session(), event, [contributor], by=actor(), now=clock.now())
        return _answer(event, contributor)

    return once(event, act)
