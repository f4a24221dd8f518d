"""The agenda as a whole: what clashes in the draft, and its releases."""

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries, services
from eventapp.agenda.clashes import REASONS, Clash, ClashReason
from eventapp.agenda.models import AgendaSession, Release
from eventapp.api.answers import Beside, dumped
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.description import KEY, TAGGED, described
from eventapp.api.idempotency import once
from eventapp.api.pages import page_of
from eventapp.api.schemas import releases as schemas
from eventapp.api.schemas.registrations import PageSchema
from eventapp.audiences.tokens import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people.models import Person
from eventapp.text_search import clean_line
from eventapp.turns import nothing_held
from eventapp.web.access import Audience, open_to


def _order(clash: Clash) -> int:
    """Return the place of a clash in the list, the same whatever else clashes."""
    reason = REASONS.index(clash.reason)
    return (((clash.first << 64) + (clash.second or 0) << 64) + (clash.person or 0) << 8) + reason


@bp.route("/events/<event:event>/agenda/clashes")
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfClashesSchema)
def list_clashes(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List what cannot be so in the draft: rooms or people taken twice, rules that are not kept."""
    clashes = sorted(queries.clashes_of_draft(db.session(), event), key=_order)
    return page_of(
        event,
        ("clashes",),
        asked,
        read=lambda cursor, most: [clash for clash in clashes if _order(clash) > cursor][:most],
        key=_order,
        tell=lambda page: _clashes(event, page),
    )


def _clashes(event: Event, page: Sequence[Clash]) -> list[Any]:
    sessions, persons = queries.clashing(db.session(), page)
    every = [
        _clash(clash, [sessions[each] for each in clash.sessions], persons.get(clash.person or 0))
        for clash in page
    ]
    return dumped(schemas.ClashSchema, event, every)


def _clash(clash: Clash, about: Sequence[AgendaSession], person: Person | None) -> Beside:
    ends = [item.ends_at for item in about if item.ends_at is not None]
    of_room = clash.reason in {ClashReason.ROOM, ClashReason.SEATS}
    return Beside(
        clash,
        sessions=[item.public_id for item in about],
        room=about[0].room if of_room else None,
        person=person,
        starts_at=about[-1].starts_at,
        ends_at=min(ends, default=None),
    )


@bp.route("/events/<event:event>/agenda/releases")
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfReleasesSchema)
def list_releases(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List the published versions of the programme, oldest first; the public reads the newest."""
    return page_of(
        event,
        ("releases",),
        asked,
        read=lambda cursor, most: queries.releases_after(db.session(), event, cursor, most),
        key=lambda release: release.number,
        tell=lambda page: _releases(event, page),
    )


def _releases(event: Event, page: Sequence[Release]) -> list[Any]:
    newest = queries.release_number(db.session(), event)
    every = [Beside(release, current=release.number == newest) for release in page]
    return dumped(schemas.ReleaseSchema, event, every)


@bp.route("/events/<event:event>/agenda/releases", methods=["POST"])
@described(400, 404, 409, 415, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.NewReleaseSchema)
@bp.response(201, schemas.ReleaseSchema, headers=TAGGED)
def release_agenda(given: dict[str, Any], event: Event) -> ResponseReturnValue:
    """Publish the draft as it stands, under the next number; inform those concerned."""
    session, now = db.session(), clock.now()
    with nothing_held(session):  # a long programme takes a second, in which doors do not wait
        ready = services.prepare(session, event, now=now)
        emails = services.prepare_announcement(
            session, event, ready.before, ready.programme, now=now
        )

    def act() -> Response:
        name = clean_line(given.get("name", ""))
        made = services.release(session, event, name=name, by=actor(), now=now, prepared=ready)
        session.flush()
        if given["tell"]:
            services.announce(session, event, made, now=now, prepared=emails)
        response = jsonify(_releases(event, [made])[0])
        response.status_code = 201
        response.set_etag(str(made.number))
        return response

    return once(event, act)
