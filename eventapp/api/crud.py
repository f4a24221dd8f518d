"""What is kept by the same five operations: listed, added, read, changed, deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.api.answers import AnswerSchema, answer, dumped
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.description import KEY, TAGGED, VERSION, described
from eventapp.api.idempotency import match, once
from eventapp.api.pages import page_of
from eventapp.api.schemas.registrations import PageSchema
from eventapp.audiences.tokens import actor
from eventapp.errors import NotFound, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds import KINDS
from eventapp.orm import lock_row
from eventapp.web.access import Audience, open_to
from eventapp.workflows import records


class NoSuchThing(NotFound):
    """The token's event has no such thing."""

    def __init__(self) -> None:
        super().__init__(Sentence("This does not exist at this event."))


@dataclass(frozen=True, slots=True)
class Thing:
    """One sort of thing: what it is called, what is sent and told of it, how it is stored."""

    singular: str
    many: str
    """As addresses name it."""
    key: str
    """Of its kind of record in the back office."""
    answer: type[AnswerSchema]
    page: type[Schema]
    new: type[Schema]
    change: type[Schema]
    changed: Callable[[Session, Event, Any, dict[str, object]], Any]
    """From what stands (a new one: nothing) and what was sent to what is to stand."""
    aside: str = ""
    """What its description says beside."""

    @property
    def addresses(self) -> tuple[str, str]:
        """Return the addresses of all and of one."""
        every = f"/events/<event:event>/{self.many}"
        return every, f"{every}/<{self.singular}_id>"


def keep(thing: Thing) -> None:
    """Offer the operations on a sort of thing."""
    for offer in (_list, _add, _read, _change, _delete):
        offer(thing)


def find_thing(thing: Thing, event: Event, which: dict[str, str]) -> Any:
    """Return the thing of the address; there is none: 404."""
    public_id = which[f"{thing.singular}_id"]
    record = records.find_public(db.session(), event, KINDS[thing.key].model, public_id)
    if record is None:
        raise NoSuchThing
    return record


def hold_thing(thing: Thing, event: Event, which: dict[str, str]) -> Any:
    """Return the thing in the version that is meant, held until the commit."""
    record = find_thing(thing, event, which)
    lock_row(db.session(), record)
    match(record.version)
    return record


def _list(thing: Thing) -> None:
    @bp.route(thing.addresses[0], endpoint=f"list_{thing.many}")
    @bp.doc(summary=f"List the {thing.many}, in the order they were added.")
    @described(404, 422)
    @open_to(Audience.TOKEN, READ)
    @bp.arguments(PageSchema, location="query")
    @bp.response(200, thing.page)
    def list_things(asked: dict[str, object], event: Event) -> ResponseReturnValue:
        return page_of(
            event,
            (thing.many,),
            asked,
            read=lambda cursor, most: records.after(
                db.session(), event, KINDS[thing.key].model, cursor, most
            ),
            key=lambda record: int(record.id),
            tell=lambda page: dumped(thing.answer, event, page),
        )


def _add(thing: Thing) -> None:
    @bp.route(thing.addresses[0], methods=["POST"], endpoint=f"add_{thing.singular}")
    @bp.doc(summary=f"Add a new {thing.singular}.", description=thing.aside)
    @described(400, 404, 409, 415, 422, headers=[KEY])
    @open_to(Audience.TOKEN, WRITE)
    @bp.arguments(thing.new)
    @bp.response(201, thing.answer, headers=TAGGED)
    def add_thing(given: dict[str, object], event: Event) -> ResponseReturnValue:
        def act() -> Response:
            writer = KINDS[thing.key].writer
            change = thing.changed(db.session(), event, writer.change(), given)
            record = writer.add(db.session(), event, change, by=actor(), now=clock.now())
            return answer(thing.answer, event, record, 201, version=record.version)

        return once(event, act)


def _read(thing: Thing) -> None:
    @bp.route(thing.addresses[1], endpoint=f"read_{thing.singular}")
    @bp.doc(summary=f"Read one {thing.singular}.")
    @described(404)
    @open_to(Audience.TOKEN, READ)
    @bp.response(200, thing.answer, headers=TAGGED)
    def read_thing(event: Event, **which: str) -> ResponseReturnValue:
        record = find_thing(thing, event, which)
        return answer(thing.answer, event, record, version=record.version)


def _change(thing: Thing) -> None:
    @bp.route(thing.addresses[1], methods=["PATCH"], endpoint=f"change_{thing.singular}")
    @bp.doc(summary=f"Change what is sent of one {thing.singular}.", description=thing.aside)
    @described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
    @open_to(Audience.TOKEN, WRITE)
    @bp.arguments(thing.change)
    @bp.response(200, thing.answer, headers=TAGGED)
    def change_thing(given: dict[str, object], event: Event, **which: str) -> ResponseReturnValue:
        def act() -> Response:
            record = hold_thing(thing, event, which)
            writer = KINDS[thing.key].writer
            change = thing.changed(db.session(), event, writer.stands(record), given)
            writer.save(db.session(), record, change, by=actor(), now=clock.now())
            return answer(thing.answer, event, record, version=record.version)

        return once(event, act)


def _delete(thing: Thing) -> None:
    @bp.route(thing.addresses[1], methods=["DELETE"], endpoint=f"delete_{thing.singular}")
    @bp.doc(
        summary=f"Delete one {thing.singular}.",
        description="What is used somewhere stays (409); the refusal says what uses it.",
    )
    @described(404, 409, 412, 422, 428, headers=[VERSION, KEY])
    @open_to(Audience.TOKEN, WRITE)
    @bp.response(204)
    def delete_thing(event: Event, **which: str) -> ResponseReturnValue:
        def act() -> Response:
            record = hold_thing(thing, event, which)
            kept = KINDS[thing.key]
            records.delete(
                db.session(), event, record, kept.named(record), by=actor(), now=clock.now()
            )
            return Response(status=204)

        return once(event, act)
