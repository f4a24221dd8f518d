"""What organisers type: parts of every record's form, rooms, tracks and invitations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm.exc import StaleDataError
from wtforms import (
    EmailField,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from eventapp import i18n
from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.errors import Refusal
from eventapp.events.models import Role
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.orm import LANGUAGES, Translated
from eventapp.web.forms import (
    LINE,
    TEXT,
    AtMost,
    Between,
    Form,
    LineField,
    Needed,
    columns_of,
)

BIGGEST = 1_000_000


class Line3(PlainForm):
    """One line in three languages."""

    de = StringField("Deutsch", [AtMost(200)], filters=LINE)
    fr = StringField("Français", [AtMost(200)], filters=LINE)
    en = StringField("English", [AtMost(200)], filters=LINE)


class Text3(PlainForm):
    """A longer text in three languages."""

    de = TextAreaField("Deutsch", [AtMost(5000)], filters=TEXT)
    fr = TextAreaField("Français", [AtMost(5000)], filters=TEXT)
    en = TextAreaField("English", [AtMost(5000)], filters=TEXT)


def text_of(field: FormField) -> Translated:
    """Return what was typed into the three fields."""
    return Translated.of({code: field.data.get(code) or "" for code in LANGUAGES})


class RecordForm(Form):
    """A form for something that others may be changing at the same time."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    theirs: Sequence[tuple[str, str]] = ()
    """After a stale save: label and present text of each field that stands otherwise now."""

    needs_text: tuple[str, ...] = ()
    """Names of three-language texts that must be written in one language at least."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that texts which must not be empty are not."""
        fine = bool(super().validate(extra_validators))
        for name in self.needs_text:
            parts = self[name].form
            if not any(parts[code].data for code in LANGUAGES):
                parts.de.errors = [gettext("Enter it in at least one language.")]
                fine = False
        return fine

    def refuse_save(self, error: Refusal | StaleDataError, record: Any) -> None:
        """Show why nothing was saved; after a stale save also what stands now, beside it."""
        refusal = error if isinstance(error, Refusal) else ChangedMeanwhile()
        self.refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile) and record is not None:
            self.version.data, self.version.raw_data = record.version, None
            self.theirs = list(self._differences(self.held_by(record)))

    @staticmethod
    def held_by(record: Any) -> dict[str, Any]:
        """Return what a record holds now, by the names of the fields."""
        return columns_of(record)

    def _differences(self, held: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for field in self:
            now = held.get(field.short_name)
            if isinstance(field, FormField):
                texts = now if isinstance(now, Translated) else Translated()
                for code in LANGUAGES:
                    if (field.data.get(code) or "") != getattr(texts, code):
                        yield f"{field.label.text} ({i18n.NAMES[code]})", getattr(texts, code)
            elif (
                isinstance(now, str | int)
                and field.short_name != "version"
                and str(field.data or "") != str(now or "")
            ):
                yield str(field.label.text), _named(field, now)


def _named(field: Any, value: str | int) -> str:
    """Return a value as the page shows it: a choice by its label."""
    choices = field.iter_choices() if isinstance(field, SelectField) else ()
    return next((str(label) for key, label, *_ in choices if key == str(value)), str(value))


def number(label: Any) -> IntegerField:
    """Return a field for a whole number that may stay empty."""
    return IntegerField(label, [Optional(), Between(0, BIGGEST)])


ROLES = {
    Role.ORGANISER: _("Organising team"),
    Role.AGENDA: _("Programme editor"),
    Role.DESK: _("Help desk team"),
    Role.GATE: _("Entrance"),
}
"""What an organiser may ask somebody to do; an officer is named at their host."""


class InviteForm(Form):
    """Somebody who is to work on the event."""

    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)
    name = LineField(_("Name"), [Needed()], most=160)
    role = SelectField(_("Role"), [Needed()], choices=[])
    language = SelectField(_("Language of the invitation"), [Optional()], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(one.value, str(word)) for one, word in ROLES.items()]
        self.language.choices = [SelectChoice(one, i18n.NAMES[one]) for one in LANGUAGES]
        self.language.flags.required = True  # it always says one
        self.language.data = self.language.data or i18n.language()
