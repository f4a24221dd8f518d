"""Which texts of an event the public reads: of each kind of record, which ones, and whose.

`tests/workflows/test_text_kinds.py` wants every column that holds a text in several languages
either here or listed with the reason why the public does not read it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from eventapp.agenda.models import SessionPart
from eventapp.agenda.services import RoomChange, TrackChange
from eventapp.events.services import CategoryChange
from eventapp.languages import FIRST, LANGUAGES
from eventapp.orm import Translated
from eventapp.people.services import DeskChange, HostChange
from eventapp.registration.services.consents import ConsentChange
from eventapp.speakers.services.materials import DESK_MATERIAL


class TextOwner(StrEnum):
    """Who owes a text."""

    TEAM = "team"
    CONTRIBUTOR = "contributor"
    HOST = "host"


def _every_text(change: Any) -> Sequence[str]:
    """Return the fields of a record's change that hold a text in every language."""
    return tuple(field.name for field in fields(change) if field.type is Translated)


EVENT_FIELDS = (
    *("title", "name", "name_in_sentence", "kind", "summary", "description", "venue", "city"),
    *("directions", "entry_note"),
)
FIELDS: Mapping[str, Sequence[str]] = {
    "event": EVENT_FIELDS,
    "session": ("title", "subtitle", "abstract", "description", "meeting_point"),
    "contributors": ("function", "biography", "portrait_alt"),
    "material": ("title",),
    "rooms": _every_text(RoomChange),
    "tracks": _every_text(TrackChange),
    "categories": _every_text(CategoryChange),
    "questions": ("label", "hint"),
    "consents": _every_text(ConsentChange),
    "call": ("text",),
    "organisations": ("names", "short_names", "logo_alt"),
    "hosts": _every_text(HostChange),
    "information-desks": _every_text(DeskChange),
    DESK_MATERIAL: ("title",),
}
"""By kind of record, as the activity log calls it: the public texts of its own row."""

PARTS: Mapping[str, str] = {"session": "function", "questions": "choices"}
"""By kind of record: what its parts are called that hold a text each, as `function.speaker.7`."""

EXPECTED: Mapping[str, Collection[str]] = {
    "event": ("summary",),
    "contributors": ("function", "biography"),
    "call": ("text",),
    "hosts": ("text",),
}
"""Texts that are missing where nobody has written them in any language; others may stay away."""

OF_PROGRAMME = ("session", "contributors", "material", "rooms", "tracks")
"""Kinds that agenda editors keep as organisers do, and that a version of the programme shows."""

LONG = frozenset(
    {"summary", "description", "abstract", "biography", "text", "directions", "topics"}
)
"""Fields with paragraphs or lines; the others are a line."""

PLAIN: Mapping[tuple[str, str], str] = {
    ("organisations", "names"): "name",
    ("organisations", "short_names"): "short_name",
}
"""Texts that hold only what is otherwise in a language: what stands in the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicText:
    """One text that the public reads, in all its languages."""

    kind: str
    record: str
    field: str
    name: Translated
    """What its record is called."""
    text: Translated
    part: Translated = Translated()
    """Of which part of its record it is, such as whose function; empty: of the record itself."""
    owner: TextOwner = TextOwner.TEAM
    owner_name: str = ""
    spoken: str = ""
    """The language its owner writes in; empty: nobody said."""
    by_team: tuple[str, ...] = ()
    """Languages into which the team translates what is not the team's."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return self.kind, self.record, self.field

    @property
    def is_listed(self) -> bool:
        """Say whether it is written in some language, or would have to be."""
        return bool(self.text) or self.field in EXPECTED.get(self.kind, ())


def text_of(kind: str, field: str, held: Any) -> Translated:
    """Return a text of a record or its change as readers see it: with the name as it is."""
    text: Translated = getattr(held, field)
    plain = PLAIN.get((kind, field))
    if plain is None or not text:
        return text
    return Translated.of({own_language(held): getattr(held, plain), **text.as_dict()})


def own_language(organisation: Any) -> str:
    """Return the language in which an organisation's name stands as it is."""
    country = organisation.country.lower()
    return country if country in LANGUAGES else FIRST


def role_field(part: SessionPart, person_id: int) -> str:
    """Return what somebody's function in a session is called among the session's texts."""
    return f"function.{part.value}.{person_id}"


def choice_field(key: str) -> str:
    """Return what an answer to choose from is called among its question's texts."""
    return f"choices.{key}"[:40]
