"""A form that shows what stands in a record and builds its change, while others do the same."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Self

from sqlalchemy.orm import Session
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectFieldBase

from eventapp import i18n
from eventapp.changes import Change, ChangedByBoth, Look, Seen, seen_in, values_of
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.i18n import gettext, ngettext
from eventapp.languages import LANGUAGES
from eventapp.orm import Translated
from eventapp.web.forms import Form


class ChangeForm(Form):
    """A form for what others may be changing at the same time; its fields are the change's."""

    seen = HiddenField()
    """What the page showed, as `changes.seen_in` tells it."""
    theirs: tuple[tuple[str, str], ...] = ()
    """After a clash: label and present text of each field that both changed."""

    sections: tuple[tuple[Sentence, tuple[str, ...]], ...] = ()
    """Headings of the page and the fields below each; none: one field after the other."""

    shows: Collection[str] | None = None
    """Names of the fields that the page shows at all; None: all."""
    _look = Look()
    beside: tuple[str, ...] = ()
    """Names of fields that are not the record's: after a clash they stay as they were typed."""

    needs_text: tuple[str, ...] = ()
    """Names of texts in several languages that must be written in one language at least."""

    @classmethod
    def of(cls, held: Change | None) -> Self:
        """Return the form with what stands in the record; empty for a new one."""
        return cls() if held is None else cls(data={**cls.shown(held), "seen": cls._seal(held)})

    @classmethod
    def shown(cls, held: Any) -> dict[str, object]:
        """Return what the fields show of a record."""
        return {name: _in_fields(value) for name, value in values_of(held).items()}

    def change(self, session: Session, event: Event, held: Any) -> Any:
        """Return the record as it is meant to stand; what the form does not ask stays as held."""
        raise NotImplementedError

    def looked_at(self) -> Look:
        """Return what the sender saw; nothing is believed to have been seen where that is lost."""
        self._look = opened(self.seen.raw_data[0] if self.seen.raw_data else "")
        return self._look

    def kept_of_others(self) -> str:
        """Return the sentence that names what others changed meanwhile and was kept, or nothing."""
        kept = [str(self[name].label.text) for name in self._look.kept if name in self]
        labels = [gettext("“%(name)s”", name=label) for label in kept]
        if not labels:
            return ""
        return ngettext(
            "Somebody else has changed the field %(fields)s in the meantime, and this change has "
            "been kept.",
            "Somebody else has changed the fields %(fields)s in the meantime, and these changes "
            "have been kept.",
            len(labels),
            fields=i18n.format_list(labels),
        )

    def show(self, clash: ChangedByBoth) -> None:
        """Show what both changed beside each other, and what only the others changed as theirs."""
        typed = {name: self[name].data for name in ("sent_as", *self.beside) if name in self}
        self._fill(self.shown(clash.stands))
        values = {name: list(_told(self[name])) for name in clash.names if name in self}
        self._fill({**self.shown(clash.proposed), "seen": self._seal(clash.stands), **typed})
        self.theirs = tuple(
            pair
            for name, theirs in values.items()
            for pair, my in zip(theirs, _told(self[name]), strict=False)
            if pair != my
        )
        self.refuse(clash)

    @classmethod
    def _seal(cls, held: Change) -> str:
        return sealed(seen_in(held, cls.shows))

    def _fill(self, shown: dict[str, object]) -> None:
        """Show this and nothing of what was sent."""
        for field in self:
            field.raw_data = None
        self.process(None, data=shown)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that texts which must not be empty are not."""
        fine = bool(super().validate(extra_validators))
        for name in self.needs_text:
            parts = self[name].form
            if not any(parts[code].data for code in LANGUAGES):
                next(iter(parts)).errors = [gettext("Enter it in at least one language.")]
                fine = False
        return fine


def opened(sent: str) -> Look:
    """Return what somebody saw, of the text that a form sends back."""
    pairs = (pair.partition(":") for pair in sent.split())
    return Look({name: digest for name, _colon, digest in pairs})


def sealed(seen: Seen) -> str:
    """Return what somebody saw as a form sends it back."""
    return " ".join(f"{name}:{digest}" for name, digest in seen.items())


def _in_fields(value: Any) -> Any:
    """Return a value as fields hold it: an enum by its value, a text by language."""
    if isinstance(value, Translated):
        return {code: value[code] for code in LANGUAGES}
    return getattr(value, "value", value)


def _told(field: Any) -> Iterator[tuple[str, str]]:
    """Return a field's label and what it shows; of a text in languages, each by itself."""
    if isinstance(field, FormField) and all(part.short_name in LANGUAGES for part in field.form):
        for part in field.form:
            yield f"{field.label.text} ({i18n.NAMES[part.short_name]})", part.data or ""
    else:
        yield str(field.label.text), _text(field)


def _text(field: Any) -> str:
    if isinstance(field, FormField | FieldList):
        inside = field.form if isinstance(field, FormField) else field
        return ", ".join(filter(None, map(_text, inside)))
    if isinstance(field, BooleanField):
        return gettext("yes") if field.data else gettext("no")
    if isinstance(field, SelectFieldBase):
        return ", ".join(str(entry.label.text) for entry in field if entry.checked)
    if isinstance(field.data, datetime):
        return i18n.format_moment(field.data.replace(tzinfo=i18n.zone()))
    return field._value() if hasattr(field, "_value") else str(field.data or "")  # noqa: SLF001  (what the field writes into the page)
