"""What agenda editors type: a session, its slot, a release."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FormField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.agenda.models import SessionKind
from eventapp.agenda.render import KINDS
from eventapp.front.forms import Line3, RecordForm, Text3
from eventapp.orm import LANGUAGES
from eventapp.web import i18n
from eventapp.web.forms import Form, LineField


class MoveForm(RecordForm):
    """Where a session goes: no beginning, and it goes back to those without a place."""

    room = SelectField(_("Room"), [Optional()], choices=[])
    starts = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")

    def offer(self, rooms: list[tuple[str, str]]) -> None:
        """Fill in the rooms there are."""
        self.room.choices = [SelectChoice("", "–"), *(SelectChoice(*one) for one in rooms)]


class SessionForm(RecordForm):
    """A session of the draft and its slot."""

    title = FormField(Line3, _("Title"))
    kind = SelectField(_("Kind"), choices=[])
    room = SelectField(_("Room"), [Optional()], choices=[])
    starts = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")
    languages = SelectMultipleField(
        _("Languages in the room"), choices=[], widget=ListWidget(), option_widget=CheckboxInput()
    )
    interpreted_into = SelectMultipleField(
        _("Interpreted into"), choices=[], widget=ListWidget(), option_widget=CheckboxInput()
    )
    people = SelectMultipleField(
        _("With"), choices=[], widget=ListWidget(), option_widget=CheckboxInput()
    )
    abstract = FormField(Text3, _("What it is about"))
    restricted = BooleanField(_("By guest list only"))
    public = BooleanField(_("In the public programme"))

    def offer(self, rooms: list[tuple[str, str]], people: list[tuple[str, str]]) -> None:
        """Fill in what there is to choose from."""
        self.room.choices = [SelectChoice("", "–"), *(SelectChoice(*one) for one in rooms)]
        self.people.choices = [SelectChoice(*one) for one in people]
        self.kind.choices = [
            SelectChoice(kind.value, i18n.render(KINDS[kind.value])) for kind in SessionKind
        ]
        tongues = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        self.languages.choices = tongues
        self.interpreted_into.choices = tongues


class ReleaseForm(Form):
    """A release of the draft."""

    name = LineField(_("What changed, in a few words"), [Optional()], most=80)
