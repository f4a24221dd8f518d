"""Files of sessions and desks: listed, given, replaced by newer ones, described, removed."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.api.answers import Beside, answer, dumped
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.crud import NoSuchThing
from eventapp.api.description import KEY, TAGGED, VERSION, described
from eventapp.api.idempotency import match, once
from eventapp.api.pages import page_of
from eventapp.api.roles import CHOSEN
from eventapp.api.schemas import materials as schemas
from eventapp.api.schemas.registrations import PageSchema
from eventapp.api.texts import written
from eventapp.audiences.tokens import actor
from eventapp.composition import addresses, settings
from eventapp.errors import Invalid
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.materials import MOST_BODY
from eventapp.media import services as media
from eventapp.media.documents import ENDINGS
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile, read
from eventapp.orm import lock_row
from eventapp.people import queries as people
from eventapp.people.models import Desk
from eventapp.speakers.models import Material, Visibility
from eventapp.speakers.queries.materials import material, materials_after, public_materials
from eventapp.speakers.services.materials import (
    MaterialChange,
    add_material,
    add_version,
    change_material,
    remove_material,
)
from eventapp.text_search import clean_line
from eventapp.turns import nothing_held
from eventapp.web.access import Audience, open_to
from eventapp.web.security import body_up_to

EVERY = "/events/<event:event>/materials"
ONE = f"{EVERY}/<material_id>"
BODY = {
    "required": True,
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ENDINGS},
}
HINT = (
    "The body is the file, at most 40 MB; its content decides, not its name. One that cannot be"
    " used is refused (422), `code` says why."
)


def _find(event: Event, public_id: str) -> Material:
    known = material(db.session(), event, public_id)
    if known is None:
        raise NoSuchThing
    return known


def _hold(event: Event, public_id: str) -> Material:
    """Return the material in the version that is meant, held until the commit."""
    lock_row(db.session(), event)
    held = _find(event, public_id)
    lock_row(db.session(), held)
    match(held.version)
    return held


def _beside(event: Event, every: Sequence[Material]) -> list[Beside]:
    public = public_materials(db.session(), event, now=clock.now()).state
    files = [each.newest.file.public_id for each in every]
    return [
        Beside(each, public=file in public, url=addresses().media_file(file))
        for each, file in zip(every, files, strict=True)
    ]


def _answer(event: Event, of: Material, status: int = 200) -> Response:
    (known,) = _beside(event, [of])
    return answer(schemas.MaterialSchema, event, known, status, version=of.version)


@bp.route(EVERY)
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfMaterialsSchema)
def list_materials(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List the files of sessions and information desks in their newest versions, all of them."""
    return page_of(
        event,
        ("materials",),
        asked,
        read=lambda cursor, most: materials_after(db.session(), event, cursor, most),
        key=lambda each: each.id,
        tell=lambda page: dumped(schemas.MaterialSchema, event, _beside(event, page)),
    )


@bp.route(ONE)
@described(404)
@open_to(Audience.TOKEN, READ)
@bp.response(200, schemas.MaterialSchema, headers=TAGGED)
def read_material(event: Event, material_id: str) -> ResponseReturnValue:
    """Read one file of a session or an information desk."""
    return _answer(event, _find(event, material_id))


def _sent_file(name: str) -> ReadFile:
    """Return the file in the body, judged while nobody waits. Raises FileRefused."""
    if request.mimetype not in ENDINGS:
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    content = request.get_data()
    with nothing_held(db.session()):
        return read(content, clean_line(name), FilePurpose.MATERIAL)


def _stored(event: Event, file: ReadFile) -> StoredFile:
    folder, by = settings().media_dir, actor().label
    return media.store(db.session(), folder, file, event.id, by=by, now=clock.now())


@bp.route(EVERY, methods=["POST"])
@bp.doc(description=HINT, requestBody=BODY)
@described(400, 404, 409, 415, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@body_up_to(MOST_BODY)
@bp.arguments(schemas.NewMaterialSchema, location="query")
@bp.response(201, schemas.MaterialSchema, headers=TAGGED)
def add_material_of(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """Add a file to a session, a contributor's or the organisers', or to an information desk."""
    file = _sent_file(asked["name"])

    def act() -> Response:
        session = db.session()
        lock_row(session, event)
        holder, stands = _holder(event, asked)
        person = people.person(session, event, asked["person"]) if "person" in asked else None
        if person is None and "person" in asked:
            raise Invalid(CHOSEN, field="person")
        change, stored = _changed(stands, asked), _stored(event, file)
        made = add_material(
            session, holder, change, stored, person=person, by=actor(), now=clock.now()
        )
        return _answer(event, made, 201)

    return once(event, act)


def _holder(event: Event, asked: dict[str, Any]) -> tuple[AgendaSession | Desk, MaterialChange]:
    """Return the session or desk that a new file is for, and how such a file stands at first."""
    if "desk" in asked:
        desk = people.desk(db.session(), event, asked["desk"])
        if desk is None:
            raise Invalid(CHOSEN, field="desk")
        return desk, MaterialChange(visibility=Visibility.EVERYBODY)
    item = agenda.draft_session(db.session(), event, asked["session"])
    if item is None:
        raise Invalid(CHOSEN, field="session")
    return item, MaterialChange()


@bp.route(f"{ONE}/file", methods=["PUT"])
@bp.doc(description=HINT, requestBody=BODY)
@described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@body_up_to(MOST_BODY)
@bp.arguments(schemas.FileSchema, location="query")
@bp.response(200, schemas.MaterialSchema, headers=TAGGED)
def put_file(asked: dict[str, Any], event: Event, material_id: str) -> ResponseReturnValue:
    """Let a newer file stand in place of the present one; the last five are kept."""
    file = _sent_file(asked["name"])

    def act() -> Response:
        held = _hold(event, material_id)
        add_version(db.session(), held, _stored(event, file), by=actor(), now=clock.now())
        return _answer(event, held)

    return once(event, act)


@bp.route(ONE, methods=["PATCH"])
@described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.MaterialChangeSchema)
@bp.response(200, schemas.MaterialSchema, headers=TAGGED)
def change_material_of(
    given: dict[str, Any], event: Event, material_id: str
) -> ResponseReturnValue:
    """Change what is sent of one file: title, languages, and who may read it since when."""

    def act() -> Response:
        held = _hold(event, material_id)
        change = _changed(MaterialChange.of(held), given)
        change_material(db.session(), held, change, by=actor(), now=clock.now())
        return _answer(event, held)

    return once(event, act)


def _changed(held: MaterialChange, given: dict[str, Any]) -> MaterialChange:
    return replace(
        held,
        title=written(held.title, given.get("title"), clean_line),
        languages=list(dict.fromkeys(given.get("languages", held.languages))),
        visibility=Visibility(given.get("visibility", held.visibility)),
        public_from=given.get("public_from", held.public_from),
    )


@bp.route(ONE, methods=["DELETE"])
@described(404, 409, 412, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(204)
def delete_material(event: Event, material_id: str) -> ResponseReturnValue:
    """Delete one file with all its versions, from the public pages at once."""

    def act() -> Response:
        remove_material(db.session(), _hold(event, material_id), by=actor(), now=clock.now())
        return Response(status=204)

    return once(event, act)
