"""What programs get: records dumped by the schema that documents them."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields

from eventapp.composition import addresses
from eventapp.events.models import Event
from eventapp.media.models import StoredFile
from eventapp.orm import Translated


class AnswerSchema(Schema):
    """A schema of what is got: it reads a record's attributes, moments in its event's zone."""

    told_in: tzinfo = UTC
    """The zone of the event whose records are dumped."""

    @classmethod
    def of(cls, event: Event) -> "AnswerSchema":
        """Return the schema as it dumps the records of an event."""
        made = cls()
        made._tell_in(event.tzinfo)
        return made

    def _tell_in(self, zone: tzinfo) -> None:
        """Tell moments in a zone, those of records within a record, too."""
        self.told_in = zone
        for field in self.fields.values():
            inner = field.inner if isinstance(field, fields.List) else field
            if isinstance(inner, fields.Nested) and isinstance(inner.schema, AnswerSchema):
                inner.schema._tell_in(zone)  # noqa: SLF001  (of the same class)


class Moment(fields.String):
    """A field for a moment: ISO 8601 with the offset of the event's zone."""

    def _serialize(self, value: Any, *_rest: Any, **_more: Any) -> str | None:
        moment: datetime | None = value
        zone = self.root.told_in if isinstance(self.root, AnswerSchema) else UTC
        return moment.astimezone(zone).isoformat() if moment else None


class Texts(fields.Dict):
    """A field for a text by language code."""

    def _serialize(self, value: Any, *_rest: Any, **_more: Any) -> dict[str, str]:
        texts: Translated = value
        return texts.as_dict()


class Picture(fields.String):
    """A field for the address of an uploaded picture; null: there is none."""

    def __init__(self, **options: Any) -> None:
        described = {
            "description": "The address of the picture; the team sees it before it is public."
        }
        super().__init__(allow_none=True, metadata=described, **options)

    def _serialize(self, value: Any, *_rest: Any, **_more: Any) -> str | None:
        stored: StoredFile | None = value
        return addresses().media_file(stored.public_id) if stored else None


class Beside:
    """A record with what is known beside it: read by the schema as if it were the record's own."""

    def __init__(self, record: object, **known: Any) -> None:
        self.__dict__.update(known)
        self._record = record

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the record."""
        return getattr(self._record, name)


def dumped(schema: type[AnswerSchema], event: Event, records: Iterable[object]) -> list[Any]:
    """Return records of an event as programs see them."""
    reading = schema.of(event)
    return [reading.dump(record) for record in records]


def answer(
    schema: type[AnswerSchema],
    event: Event,
    record: object,
    status: int = 200,
    *,
    version: int | None = None,
) -> Response:
    """Return one record as programs see it, its version as ETag."""
    response = jsonify(schema.of(event).dump(record))
    response.status_code = status
    if version is not None:
        response.set_etag(str(version))
    return response
