"""Portraits of people and logos of organisations: sent as files, taken away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from marshmallow import fields

from eventapp import clock
from eventapp.api.answers import answer
from eventapp.api.blueprint import WRITE, bp
from eventapp.api.crud import Thing, hold_thing
from eventapp.api.description import KEY, TAGGED, VERSION, described
from eventapp.api.directory import ORGANISATIONS, PEOPLE
from eventapp.api.fields import Length, Strict
from eventapp.api.idempotency import once
from eventapp.audiences.tokens import actor
from eventapp.composition import settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.media import services as media
from eventapp.media.looks import Crop
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import read
from eventapp.people.models import Organisation, Person
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.turns import nothing_held
from eventapp.web.access import Audience, open_to
from eventapp.workflows import directory

KINDS = ("image/jpeg", "image/png", "image/webp")
CROP = (
    "The wanted part as fractions of the picture: left, top, width, height, such as"
    " `0.2 0 0.6 1`. Without it the middle is taken, 4 to 5."
)
BODY = {
    "required": True,
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS},
}


class PictureSchema(Strict):
    """What may be asked beside a picture."""


class PortraitSchema(PictureSchema):
    """What may be asked beside a portrait."""

    crop = fields.String(validate=Length(max=80), metadata={"description": CROP})


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of picture: whose it is, what it is called, how it is put there and taken away."""

    thing: Thing
    name: str
    purpose: FilePurpose
    asked: type[PictureSchema]
    put: Callable[[Any, StoredFile], None]
    take: Callable[[Any], None]

    @property
    def address(self) -> str:
        """Return where it is sent."""
        return f"{self.thing.addresses[1]}/{self.name}"


def _put_portrait(person: Person, stored: StoredFile) -> None:
    change = replace(PersonChange.of(person), portrait=stored)
    directory.change_person(db.session(), person, change, by=actor(), now=clock.now())


def _take_portrait(person: Person) -> None:
    directory.remove_portrait(db.session(), person, by=actor(), now=clock.now())


def _put_logo(organisation: Organisation, stored: StoredFile) -> None:
    change = replace(OrganisationChange.of(organisation), logo=stored)
    directory.change_organisation(db.session(), organisation, change, by=actor(), now=clock.now())


def _put_logo_dark(organisation: Organisation, stored: StoredFile) -> None:
    change = replace(OrganisationChange.of(organisation), logo_dark=stored)
    directory.change_organisation(db.session(), organisation, change, by=actor(), now=clock.now())


def _take_logo(organisation: Organisation) -> None:
    directory.remove_logo(db.session(), organisation, dark=False, by=actor(), now=clock.now())


def _take_logo_dark(organisation: Organisation) -> None:
    directory.remove_logo(db.session(), organisation, dark=True, by=actor(), now=clock.now())


SORTS = (
    Sort(PEOPLE, "portrait", FilePurpose.PORTRAIT, PortraitSchema, _put_portrait, _take_portrait),
    Sort(ORGANISATIONS, "logo", FilePurpose.LOGO, PictureSchema, _put_logo, _take_logo),
    Sort(
        ORGANISATIONS, "logo-dark", FilePurpose.LOGO, PictureSchema, _put_logo_dark, _take_logo_dark
    ),
)


def _offer_put(sort: Sort) -> None:
    @bp.route(sort.address, methods=["PUT"], endpoint=f"put_{sort.name}")
    @bp.doc(
        summary=f"Send the {sort.name} of one {sort.thing.singular}, in place of the former one.",
        description="The body is the file. It is written anew, without place, time and text; the"
        " public sees a portrait with the next release. A file that cannot be used is refused"
        " (422), `code` says why.",
        requestBody=BODY,
    )
    @described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
    @open_to(Audience.TOKEN, WRITE)
    @bp.arguments(sort.asked, location="query")
    @bp.response(200, sort.thing.answer, headers=TAGGED)
    def put_picture(asked: dict[str, Any], event: Event, **which: str) -> ResponseReturnValue:
        if request.mimetype not in KINDS:
            abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        content = request.get_data()
        with nothing_held(db.session()):
            picture = read(content, sort.name, sort.purpose, Crop.read(asked.get("crop", "")))

        def act() -> Response:
            record = hold_thing(sort.thing, event, which)
            by, folder = actor(), settings().media_dir
            stored = media.store(
                db.session(), folder, picture, event.id, by=by.label, now=clock.now()
            )
            sort.put(record, stored)
            return answer(sort.thing.answer, event, record, version=record.version)

        return once(event, act)


def _offer_delete(sort: Sort) -> None:
    @bp.route(sort.address, methods=["DELETE"], endpoint=f"delete_{sort.name}")
    @bp.doc(
        summary=f"Remove the {sort.name} of one {sort.thing.singular} everywhere, at once.",
        description="Also from what is published already. Where there is none, nothing changes.",
    )
    @described(404, 409, 412, 422, 428, headers=[VERSION, KEY])
    @open_to(Audience.TOKEN, WRITE)
    @bp.response(200, sort.thing.answer, headers=TAGGED)
    def delete_picture(event: Event, **which: str) -> ResponseReturnValue:
        def act() -> Response:
            record = hold_thing(sort.thing, event, which)
            sort.take(record)
            return answer(sort.thing.answer, event, record, version=record.version)

        return once(event, act)


for _sort in SORTS:
    _offer_put(_sort)
    _offer_delete(_sort)
