"""Materials of sessions: listed, described, removed; files are given in the browser."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api.answers import Beside, answer, dumped
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.crud import NoSuchThing
from eventapp.api.description import KEY, TAGGED, VERSION, described
from eventapp.api.idempotency import match, once
from eventapp.api.pages import page_of
from eventapp.api.schemas import materials as schemas
from eventapp.api.schemas.registrations import PageSchema
from eventapp.api.texts import written
from eventapp.audiences.tokens import actor
from eventapp.composition import addresses
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.orm import lock_row
from eventapp.speakers.models import Material, Visibility
from eventapp.speakers.queries.materials import material, materials_after, public_materials
from eventapp.speakers.services.materials import MaterialChange, change_material, remove_material
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import clean_line

ONE = "/events/<event:event>/materials/<material_id>"


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


def _answer(event: Event, of: Material) -> Response:
    (known,) = _beside(event, [of])
    return answer(schemas.MaterialSchema, event, known, version=of.version)


@bp.route("/events/<event:event>/materials")
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfMaterialsSchema)
def list_materials(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List the files of all sessions in their newest versions, internal ones too."""
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
    """Read one file of a session."""
    return _answer(event, _find(event, material_id))


@bp.route(ONE, methods=["PATCH"])
@described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.MaterialChangeSchema)
@bp.response(200, schemas.MaterialSchema, headers=TAGGED)
def change_material_of(
    given: dict[str, Any], event: Event, material_id: str
) -> ResponseReturnValue:
    """Change what is sent of one file: its title, and who may read it since when."""

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
