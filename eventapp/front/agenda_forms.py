"""What agenda editors type: a session, its slot, a release."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.agenda.models import MOST_PLACES, SessionKind
from eventapp.agenda.render import KINDS
from eventapp.front.forms import Line3, RecordForm, Text3
from eventapp.orm import LANGUAGES
from eventapp.web import i18n
from eventapp.web.forms import LINE, AtMost, Between, Form, LineField

NEW_ROWS = 3
"""How many people a session's form takes who are not in the directory yet."""


class SeatedForm(RecordForm):
    """A form that may bring a session into a room too small for those signed up for it."""

    accept_fewer_seats = BooleanField(_("Into the smaller room all the same"))

    @property
    def asks_for_seats(self) -> bool:
        """Say whether the room was found too small, so that it has to be confirmed."""
        return bool(self.accept_fewer_seats.errors or self.accept_fewer_seats.data)


class MoveForm(SeatedForm):
    """Where a session goes: no beginning, and it goes back to those without a place."""

    room = SelectField(_("Room"), [Optional()], choices=[])
    starts = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")

    def offer(self, rooms: list[tuple[str, str]]) -> None:
        """Fill in the rooms there are."""
        self.room.choices = [SelectChoice("", "–"), *(SelectChoice(*one) for one in rooms)]


class NewPerson(PlainForm):
    """Somebody in a session whom the directory lacks."""

    given_name = StringField(_("Given name"), [AtMost(80)], filters=LINE)
    family_name = StringField(_("Family name"), [AtMost(80)], filters=LINE)
    organisation = StringField(_("Organisation"), [AtMost(200)], filters=LINE)

    def validate_family_name(self, field: Field) -> None:
        """Ask for a family name where a row is begun."""
        if not field.data and (self.given_name.data or self.organisation.data):
            raise ValidationError(gettext("The family name is still missing."))


class SessionForm(SeatedForm):
    """A session of the draft and its slot."""

    needs_text = ("title",)
    title = FormField(Line3, _("Title"))
    subtitle = FormField(Line3, _("Subtitle"))
    kind = SelectField(_("Kind"), [InputRequired()], choices=[])
    track = SelectField(_("Track"), [Optional()], choices=[])
    room = SelectField(_("Room"), [Optional()], choices=[])
    new_room = LineField(_("Name of the new room"), [Optional()], most=200)
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
    new_people = FieldList(
        FormField(NewPerson), _("A new person"), min_entries=NEW_ROWS, max_entries=NEW_ROWS
    )
    abstract = FormField(Text3, _("What it is about"))
    description = FormField(Text3, _("For who wants to read on"))
    restricted = BooleanField(_("By guest list only"))
    sign_up = BooleanField(_("People sign up for it"))
    places = IntegerField(_("Places"), [Optional(), Between(1, MOST_PLACES)])
    groups = SelectMultipleField(
        _("For these groups alone; none ticked: for everybody"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    public = BooleanField(_("In the public programme"))

    def offer(
        self,
        rooms: list[tuple[str, str]],
        people: list[tuple[str, str]],
        tracks: list[tuple[str, str]],
        groups: list[tuple[str, str]],
    ) -> None:
        """Fill in what there is to choose from."""
        self.track.choices = [SelectChoice("", "–"), *(SelectChoice(*one) for one in tracks)]
        self.room.choices = [SelectChoice("", "–"), *(SelectChoice(*one) for one in rooms)]
        self.groups.choices = [SelectChoice(*one) for one in groups]
        self.people.choices = [SelectChoice(*one) for one in people]
        self.kind.choices = [
            SelectChoice(kind.value, i18n.render(KINDS[kind.value])) for kind in SessionKind
        ]
        tongues = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        self.languages.choices = tongues
        self.interpreted_into.choices = tongues

    def validate_new_room(self, field: Field) -> None:
        """Refuse a room that is chosen and another that is named."""
        if field.data and self.room.data:
            raise ValidationError(gettext("Choose a room or name a new one, not both."))

    @property
    def named(self) -> list[dict[str, str]]:
        """Return the rows of new people that were filled in."""
        return [row for row in self.new_people.data if row["family_name"]]


class ReleaseAgainForm(Form):
    """An earlier release that is shown again."""

    tell = BooleanField(_("Write to everybody whose own sessions change"), default=True)


class ReleaseForm(ReleaseAgainForm):
    """A release of the draft."""

    name = LineField(_("What changed, in a few words"), [Optional()], most=80)
