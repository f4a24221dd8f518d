"""What organisers type: parts of every record's form, rooms, tracks and invitations."""

from typing import Any

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

from eventapp import i18n
from eventapp.events.models import Role
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.orm import Translated
from eventapp.web.forms import (
    LINE,
    TEXT,
    AtMost,
    Between,
    Form,
    LineField,
    Needed,
)

BIGGEST = 1_000_000


class Line3(PlainForm):
    """One line in every language."""


class Text3(PlainForm):
    """A longer text in every language."""


for _code, _language in LANGUAGES.items():
    setattr(Line3, _code, StringField(_language.name, [AtMost(200)], filters=LINE))
    setattr(Text3, _code, TextAreaField(_language.name, [AtMost(5000)], filters=TEXT))


def text_of(field: FormField) -> Translated:
    """Return what was typed into the fields of the languages."""
    return Translated.of({code: field.data.get(code) or "" for code in LANGUAGES})


def number(label: Any, description: Any = "") -> IntegerField:
    """Return a field for a whole number that may stay empty."""
    return IntegerField(label, [Optional(), Between(0, BIGGEST)], description=description)


ROLES = {
    Role.ORGANISER: _("Organising team"),
    Role.AGENDA: _("Programme editor"),
    Role.DESK: _("Help desk team"),
    Role.GATE: _("Entrance"),
}
"""What an organiser may ask somebody to do; a representative is named at their host."""


class InviteForm(Form):
    """Somebody who is to work on the event."""

    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)
    name = LineField(_("Name"), [Needed()], most=160)
    role = SelectField(_("Role"), [Needed()], choices=[])
    language = SelectField(_("Language of the invitation"), [Optional()], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(role.value, str(word)) for role, word in ROLES.items()]
        self.language.choices = [
            SelectChoice(language, i18n.NAMES[language]) for language in LANGUAGES
        ]
        self.language.flags.required = True  # it always says one
        self.language.data = self.language.data or i18n.language()
