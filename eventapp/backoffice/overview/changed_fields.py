"""What the activity log tells of an edit: each field that changed, as it stood and as it stands."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import FormField

from eventapp import i18n
from eventapp.agenda.render import KINDS as SESSION_KINDS
from eventapp.backoffice.agenda.session_form import SessionForm
from eventapp.backoffice.proposals.forms import CallForm
from eventapp.forms.access_codes import EditAccessCodeForm
from eventapp.forms.categories import BANDS, WAYS_IN
from eventapp.forms.directory import HOST_LEVELS, ORGANISATION_KINDS
from eventapp.forms.kinds import KINDS
from eventapp.forms.materials import (
    DESK_VISIBILITIES,
    VISIBILITIES,
    DeskMaterialForm,
    MaterialForm,
)
from eventapp.forms.persons import BASES
from eventapp.forms.pictures import LogosForm, PortraitForm
from eventapp.forms.questions import QUESTION_KINDS
from eventapp.forms.records import ROLES, InviteForm
from eventapp.forms.registration import EditForm
from eventapp.forms.rooms import SEATING
from eventapp.i18n import gettext
from eventapp.journal.models import Entry
from eventapp.languages import LANGUAGES
from eventapp.moments import moment_of
from eventapp.orm import Translated
from eventapp.speakers.services.materials import DESK_MATERIAL, MATERIAL

EDITED = ("record-changed", "changed", "role-changed")
FORMS: dict[str, object] = {
    **{key: kind.form for key, kind in KINDS.items()},
    "session": SessionForm,
    "registration": EditForm,
    "access-code": EditAccessCodeForm,
    "user": InviteForm,
    "call": CallForm,
    MATERIAL: MaterialForm,
    DESK_MATERIAL: DeskMaterialForm,
}
"""By kind of object: the form whose labels name its fields."""

PICTURES: dict[tuple[str, str], Any] = {
    ("contributors", "portrait"): PortraitForm.file,
    ("contributors", "portrait_alt"): PortraitForm.portrait_alt,
    ("contributors", "portrait_credit"): PortraitForm.portrait_credit,
    ("organisations", "logo"): LogosForm.file,
    ("organisations", "logo_dark"): LogosForm.file_dark,
    ("organisations", "logo_alt"): LogosForm.logo_alt,
}
"""By kind of object and name: fields that have a page of their own."""

WORDS: tuple[Mapping[Any, Any], ...] = (
    *(SEATING, ORGANISATION_KINDS, HOST_LEVELS, BANDS, WAYS_IN, QUESTION_KINDS),
    *(SESSION_KINDS, ROLES, i18n.NAMES),
)
"""What stored values are called on screen; no two of them share a value with another meaning."""

BY_FIELD: Mapping[tuple[str, str], Mapping[Any, Any]] = {
    ("contributors", "basis"): BASES,
    (MATERIAL, "visibility"): VISIBILITIES,
    (DESK_MATERIAL, "visibility"): DESK_VISIBILITIES,
}
"""By kind of object and field: its values' names, where others share them with another meaning."""

LONGEST = 120
"""Characters of a text that are shown."""


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of an edit."""

    label: str
    before: str
    after: str


def changed_fields(entry: Entry, *, only: Collection[str] | None = None) -> list[ChangedField]:
    """Return what an edit changed, in words; of a text, each language by itself.

    `only` names the fields that the reader may know; None: every one.
    """
    kind = entry.object_kind
    if entry.action not in EDITED or kind not in FORMS:
        return []
    return [
        field
        for name, pair in entry.changes.items()
        if (only is None or name in only)
        and (label := _label(kind, name))
        and isinstance(pair, list)
        for field in _changed(
            label, *_spoken(kind, name, pair), by_language=_in_languages(kind, name)
        )
    ]


def _spoken(kind: str, name: str, pair: list[Any]) -> list[Any]:
    """Return both values, those with names of their own by these."""
    called = BY_FIELD.get((kind, name), {})
    return (
        [i18n.render(called[value]) if value in called else value for value in pair]
        if called
        else pair
    )


def label_of(kind: str, name: str) -> str:
    """Return what a field of a kind of record is called on its page; its name where nothing is."""
    return _label(kind, name) or name


def shown_value(kind: str, name: str, value: Any) -> str:
    """Return a stored value of a field as a reader knows it, a text in each of its languages."""
    if _in_languages(kind, name) and isinstance(value, dict):
        return " · ".join(f"{i18n.NAMES[code]}: {text}" for code, text in value.items()) or "–"
    return _text(_spoken(kind, name, [value])[0])


def _field(kind: str, name: str) -> Any:
    """Return the field of a form that asks for it, not bound to any; None: no form does."""
    return PICTURES.get((kind, name)) or getattr(FORMS[kind], name, None)


def _in_languages(kind: str, name: str) -> bool:
    return getattr(_field(kind, name), "field_class", None) is FormField


def _label(kind: str, name: str) -> str:
    unbound = _field(kind, name)
    args = [argument for argument in getattr(unbound, "args", ()) if not isinstance(argument, type)]
    return str(args[0]) if args else ""


def _changed(label: str, before: Any, after: Any, *, by_language: bool) -> Iterator[ChangedField]:
    if by_language and all(isinstance(value, dict | None) for value in (before, after)):
        former, later = before or {}, after or {}
        for code in LANGUAGES:
            if former.get(code) != later.get(code):
                words = f"{label} ({i18n.NAMES[code]})"
                yield ChangedField(words, _text(former.get(code)), _text(later.get(code)))
    else:
        yield ChangedField(label, _text(before), _text(after))


def _text(value: Any) -> str:
    """Return a stored value as a reader knows it."""
    match value:
        case bool():
            text = gettext("yes") if value else gettext("no")
        case int():
            text = str(value)
        case dict() if value.keys() <= set(LANGUAGES):
            text = Translated.of(value).into(i18n.language())
        case dict():
            text = ", ".join(f"{key} {_text(part)}" for key, part in value.items())
        case list():
            text = ", ".join(map(_text, value))
        case str():
            text = _word(value)
        case _:
            text = ""
    return text or "–"


def _word(value: str) -> str:
    for words in WORDS:
        if value in words:
            return i18n.render(words[value])
    try:
        moment = moment_of(value) if "T" in value and value[:4].isdecimal() else None
    except ValueError:
        moment = None
    if moment is not None:
        return i18n.format_moment(moment)
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
