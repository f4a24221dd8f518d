"""What programs send and get of the agenda: sessions of the draft, and what of them is released."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from eventapp.agenda.models import MOST_PLACES, ContributorState, Rule, SessionKind, SessionPart
from eventapp.api.answers import AnswerSchema
from eventapp.api.fields import Length, OneOf, Range, Strict
from eventapp.api.schemas.programme import Line3Schema, Text3Schema
from eventapp.api.schemas.registrations import (
    TrueOrFalse,
    in_languages,
    list_of,
    moment,
    sent_moment,
)
from eventapp.errors import Sentence
from eventapp.languages import LANGUAGES

MOST_CATEGORIES = 200
"""Far more categories than an event has."""
MOST_ROOMS = 100
MOST_RULES = 50
PAIRS = [f"{language}-{into}" for language in LANGUAGES for into in LANGUAGES if language != into]
MOST_PEOPLE = 100
"""In one session: far more than any panel has."""
TWICE = Sentence("This is already in the list.")


def _again(values: Sequence[Any]) -> list[int]:
    """Return where in a list something stands that stands before it."""
    return [index for index, value in enumerate(values) if value in values[:index]]


def _each_once(values: Sequence[Any]) -> None:
    """Refuse what stands twice in a list."""
    if repeated := _again(values):
        raise ValidationError({index: [TWICE] for index in repeated})


def _each_part_once(parts: Sequence[dict[str, object]]) -> None:
    keys = [(part["person"] or index, part["part"]) for index, part in enumerate(parts)]
    if repeated := _again(keys):
        raise ValidationError({index: {"person": [TWICE]} for index in repeated})


def _tongues() -> fields.List[str]:
    language = fields.String(validate=OneOf(LANGUAGES))
    return fields.List(language, validate=_each_once)


def _chosen(about: str) -> fields.String:
    return fields.String(allow_none=True, validate=Length(max=40), metadata={"description": about})


def _number(about: str) -> fields.Integer:
    return fields.Integer(
        strict=True,
        allow_none=True,
        validate=Range(1, MOST_PLACES),
        metadata={"description": about},
    )


def _ids(about: str) -> fields.List[str]:
    return fields.List(
        fields.String(validate=Length(max=40)),
        validate=validate.And(Length(max=MOST_ROOMS), _each_once),
        metadata={"description": about},
    )


def _parts() -> fields.String:
    return fields.String(required=True, validate=OneOf([part.value for part in SessionPart]))


class PartSchema(Strict):
    """What somebody does in a session."""

    person = fields.String(
        required=True,
        allow_none=True,
        validate=Length(max=40),
        metadata={"description": "The `id` of a person; null: still to be found."},
    )
    part = _parts()
    state = fields.String(
        validate=OneOf([state.value for state in ContributorState]),
        metadata={
            "description": "How far it is settled; the programme names who is confirmed. A new part"
            " begins as `draft` or `confirmed`; afterwards the acts of the contributor settle it."
        },
    )
    internal = TrueOrFalse(metadata={"description": "Whether only the team knows of it."})
    announced = TrueOrFalse(
        metadata={"description": "Whether the programme names the person before all is confirmed."}
    )
    organisation = _chosen("The `id` of the organisation, where it is not the person's own.")
    function = fields.Nested(
        Line3Schema, metadata={"description": "The position, where it is not the person's own."}
    )


class RuleSchema(Strict):
    """How a session must stand to another one."""

    rule = fields.String(required=True, validate=OneOf([member.value for member in Rule]))
    session = fields.String(
        required=True,
        validate=Length(max=40),
        metadata={"description": "The `id` of the other session."},
    )


class SessionDraftSchema(Strict):
    """What organisers write of a session, in the draft."""

    title = fields.Nested(Line3Schema)
    subtitle = fields.Nested(Line3Schema)
    kind = fields.String(validate=OneOf([kind.value for kind in SessionKind]))
    abstract = fields.Nested(Text3Schema)
    description = fields.Nested(Text3Schema)
    track = _chosen("The `id` of a track.")
    block = _chosen("The `id` of the session it is a talk of.")
    room = _chosen("The `id` of a room, its first.")
    further_rooms = _ids("The `id`s of the rooms it is in at the same time.")
    rules = fields.List(
        fields.Nested(RuleSchema),
        validate=Length(max=MOST_RULES),
        metadata={"description": "How it must stand to others; `agenda/clashes` checks it."},
    )
    starts_at = sent_moment(allow_none=True, about="Null: it has no place in the timetable.")
    ends_at = sent_moment(allow_none=True, about="Null: not known yet.")
    languages = _tongues()
    interpretation = fields.List(
        fields.String(validate=OneOf(PAIRS)),
        validate=_each_once,
        metadata={"description": "Pairs of languages, from and into: `de-fr`."},
    )
    receivers = _number("How many receivers for interpretation are ready.")
    people = fields.List(
        fields.Nested(PartSchema),
        validate=validate.And(Length(max=MOST_PEOPLE), _each_part_once),
        metadata={"description": "All who do something in it, in their order."},
    )
    notes = fields.Nested(Text3Schema, metadata={"description": "For the team; never published."})
    meeting_point = fields.Nested(
        Line3Schema, metadata={"description": "For contributors: where to be, and when."}
    )
    running_order = fields.Nested(
        Text3Schema, metadata={"description": "Lines such as `11:05 Talk`."}
    )
    questions = fields.Nested(Text3Schema, metadata={"description": "A line a question."})
    expected = _number("How many people it is planned for.")
    recorded = TrueOrFalse(metadata={"description": "Sound or pictures of it are kept."})
    restricted = TrueOrFalse(metadata={"description": "By guest list only."})
    public = TrueOrFalse(metadata={"description": "False: never published, like every `blocker`."})
    sign_up = TrueOrFalse(
        metadata={
            "description": "Participants book a place; visible to the public after a release."
        }
    )
    places = fields.Integer(
        strict=True,
        allow_none=True,
        validate=Range(1, MOST_PLACES),
        metadata={"description": "Most who may book. Null: as many as the room has seats."},
    )
    categories = fields.List(
        fields.String(validate=Length(max=40)),
        validate=validate.And(Length(max=MOST_CATEGORIES), _each_once),
        metadata={"description": "Keys of the categories that may book. Empty: all."},
    )


class NewSessionSchema(SessionDraftSchema):
    """A session to be added to the draft."""

    title = fields.Nested(Line3Schema, required=True)


class SessionChangeSchema(SessionDraftSchema):
    """What may be changed of a session of the draft."""

    accept_fewer_seats = TrueOrFalse(
        metadata={
            "description": "True: the session goes into `room` though more people have booked "
            "than it has seats (else 409). Nobody loses a place; unless `places` says otherwise, "
            "nobody new gets one until it fits."
        }
    )
    cancelled = TrueOrFalse(
        metadata={"description": "True: it is cancelled; calendars learn it with the next release."}
    )


class ToldRuleSchema(Schema):
    """How a session must stand to another one."""

    rule = fields.String(required=True)
    session = fields.String(required=True)


class ToldPartSchema(Schema):
    """What somebody does in a session."""

    person = fields.String(required=True, allow_none=True)
    part = _parts()
    state = fields.String(
        required=True, validate=OneOf([state.value for state in ContributorState])
    )
    internal = fields.Boolean(required=True)
    announced = fields.Boolean(required=True)
    organisation = fields.String(required=True, allow_none=True)
    function = in_languages()


class ShownPartSchema(Schema):
    """What somebody does in a session, as the public reads it."""

    person = fields.String(required=True)
    name = fields.String(required=True)
    part = _parts()
    organisation = fields.String(required=True)
    function = in_languages()


class ShownRoomSchema(Schema):
    """A room as the public reads it."""

    id = fields.String(required=True)
    name = in_languages()
    place = in_languages()
    floor = in_languages()
    seats = fields.Integer(required=True, allow_none=True)
    accessible = fields.Boolean(required=True, allow_none=True)


class ToldSessionSchema(AnswerSchema):
    """What the draft and a release tell of a session alike."""

    kind = fields.String(required=True)
    title = in_languages()
    subtitle = in_languages()
    abstract = in_languages()
    description = in_languages()
    starts_at = moment(allow_none=True)
    ends_at = moment(allow_none=True)
    languages = fields.List(fields.String(), required=True)
    interpretation = fields.List(fields.String(), required=True)
    receivers = fields.Integer(required=True, allow_none=True)
    recorded = fields.Boolean(required=True)
    restricted = fields.Boolean(required=True)
    sign_up = fields.Boolean(required=True)
    cancelled = fields.Boolean(required=True)


class ShownSessionSchema(ToldSessionSchema):
    """A session as the public reads it, by the newest release."""

    track = in_languages()
    block = fields.String(required=True, allow_none=True)
    room = fields.Nested(ShownRoomSchema, required=True, allow_none=True)
    further_rooms = fields.List(fields.Nested(ShownRoomSchema), required=True)
    people = fields.List(fields.Nested(ShownPartSchema), required=True)


class SessionSchema(ToldSessionSchema):
    """A session of the draft; `released` is what the public reads of it, null if nothing."""

    id = fields.String(required=True)
    guid = fields.String(required=True)
    number = fields.Integer(required=True)
    track = fields.String(required=True, allow_none=True)
    block = fields.String(required=True, allow_none=True)
    room = fields.String(required=True, allow_none=True)
    further_rooms = fields.List(fields.String(), required=True)
    rules = fields.List(fields.Nested(ToldRuleSchema), required=True)
    notes = in_languages()
    meeting_point = in_languages()
    running_order = in_languages()
    questions = in_languages()
    expected = fields.Integer(required=True, allow_none=True)
    people = fields.List(fields.Nested(ToldPartSchema), required=True)
    public = fields.Boolean(required=True)
    places = fields.Integer(required=True, allow_none=True)
    categories = fields.List(fields.String(), required=True)
    updated_at = moment()
    released = fields.Nested(ShownSessionSchema, required=True, allow_none=True)


ListOfSessionsSchema = list_of(SessionSchema, "ListOfSessions")
