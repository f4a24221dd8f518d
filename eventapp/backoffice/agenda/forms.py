"""What agenda editors type: a session, its slot, a release."""

from dataclasses import dataclass

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

from eventapp import i18n
from eventapp.agenda.models import MOST_PLACES, Rule, SessionKind
from eventapp.agenda.render import KINDS
from eventapp.forms.records import Line3, RecordForm, Text3
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.orm import LANGUAGES
from eventapp.people.services import PersonChange
from eventapp.web.forms import LINE, AtMost, Between, Form, LineField

MOST_EXPECTED = 100_000
RULE_ROWS = 3
"""How many rules a session's form takes, beside those it has."""

RULES = {
    Rule.AFTER: _("after"),
    Rule.SAME_DAY: _("on the same day as"),
    Rule.NOT_PARALLEL: _("not at the same time as"),
}

NEW_ROWS = 3
"""How many people a session's form takes who are not in the directory yet."""


NOTHING = SelectChoice("", "–")


def _ticked(label: object) -> SelectMultipleField:
    """Return a field whose choices are ticked."""
    return SelectMultipleField(
        label, choices=[], widget=ListWidget(), option_widget=CheckboxInput()
    )


Pairs = list[tuple[str, str]]
"""Values to choose from, each with its words."""


def _choices(pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice(*one) for one in pairs]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a session's form has to choose from."""

    rooms: Pairs
    people: Pairs
    tracks: Pairs
    groups: Pairs
    others: Pairs
    """All other sessions."""
    blocks: Pairs
    """Those it can be a talk of."""


class SeatedForm(RecordForm):
    """A form that may bring a session into a room too small for those signed up for it."""

    accept_fewer_seats = BooleanField(_("Use the smaller room anyway"))

    @property
    def asks_for_seats(self) -> bool:
        """Say whether the room was found too small, so that it has to be confirmed."""
        return bool(self.accept_fewer_seats.errors or self.accept_fewer_seats.data)


class MoveForm(SeatedForm):
    """Where a session goes: no beginning, and it goes back to those without a place."""

    room = SelectField(_("Room"), [Optional()], choices=[])
    starts = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")

    def offer(self, rooms: Pairs) -> None:
        """Fill in the rooms there are."""
        self.room.choices = [NOTHING, *_choices(rooms)]


class NewPerson(PlainForm):
    """Somebody in a session whom the directory lacks."""

    given_name = StringField(_("Given name"), [AtMost(80)], filters=LINE)
    family_name = StringField(_("Family name"), [AtMost(80)], filters=LINE)
    organisation = StringField(_("Organisation"), [AtMost(200)], filters=LINE)

    def validate_family_name(self, field: Field) -> None:
        """Ask for a family name where a row is begun."""
        if not field.data and (self.given_name.data or self.organisation.data):
            raise ValidationError(gettext("The family name is still missing."))


class RuleRow(PlainForm):
    """How the session must stand to another one."""

    rule = SelectField(_("It must take place"), [Optional()], choices=[])
    other = SelectField(_("Session"), [Optional()], choices=[])

    def validate_other(self, field: Field) -> None:
        """Ask for the session where a rule is chosen."""
        if self.rule.data and not field.data:
            raise ValidationError(gettext("Choose the session this rule refers to."))


class SessionForm(SeatedForm):
    """A session of the draft and its slot."""

    needs_text = ("title",)
    title = FormField(Line3, _("Title"))
    subtitle = FormField(Line3, _("Subtitle"))
    kind = SelectField(_("Kind"), [InputRequired()], choices=[])
    track = SelectField(_("Track"), [Optional()], choices=[])
    block = SelectField(_("Talk within the session"), [Optional()], choices=[])
    room = SelectField(_("Room"), [Optional()], choices=[])
    further_rooms = _ticked(_("Also in these rooms, at the same time"))
    new_room = LineField(_("Name of the new room"), [Optional()], most=200)
    starts = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")
    rules = FieldList(FormField(RuleRow), _("Scheduling rules"), min_entries=RULE_ROWS)
    languages = _ticked(_("Languages in the room"))
    interpretation = _ticked(_("Interpretation into"))
    receivers = IntegerField(_("Receivers available"), [Optional(), Between(1, MOST_EXPECTED)])
    people = _ticked(_("With"))
    new_people = FieldList(
        FormField(NewPerson), _("A new person"), min_entries=NEW_ROWS, max_entries=NEW_ROWS
    )
    abstract = FormField(Text3, _("What it is about"))
    description = FormField(Text3, _("Further reading"))
    notes = FormField(Text3, _("Notes for the team"))
    expected = IntegerField(_("Expected attendance"), [Optional(), Between(1, MOST_EXPECTED)])
    recorded = BooleanField(_("Recorded"))
    restricted = BooleanField(_("By guest list only"))
    sign_up = BooleanField(_("Participants book a place"))
    places = IntegerField(_("Places"), [Optional(), Between(1, MOST_PLACES)])
    groups = _ticked(_("For these categories only; none ticked: for everybody"))
    public = BooleanField(_("In the public programme"))

    def offer(self, offered: "Offered") -> None:
        """Fill in what there is to choose from."""
        self.track.choices = [NOTHING, *_choices(offered.tracks)]
        self.room.choices = [NOTHING, *_choices(offered.rooms)]
        self.further_rooms.choices = _choices(offered.rooms)
        self.block.choices = [NOTHING, *_choices(offered.blocks)]
        self.groups.choices = _choices(offered.groups)
        self.people.choices = _choices(offered.people)
        self.kind.choices = [
            SelectChoice(kind.value, i18n.render(KINDS[kind.value])) for kind in SessionKind
        ]
        self.languages.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        self.interpretation.choices = [
            SelectChoice(f"{one}-{into}", f"{i18n.NAMES[one]} → {i18n.NAMES[into]}")
            for one in LANGUAGES
            for into in LANGUAGES
            if one != into
        ]
        for row in self.rules:
            row.form.rule.choices = [
                NOTHING,
                *(SelectChoice(rule.value, name) for rule, name in RULES.items()),
            ]
            row.form.other.choices = [NOTHING, *_choices(offered.others)]

    def validate_new_room(self, field: Field) -> None:
        """Refuse a room that is chosen and another that is named."""
        if field.data and self.room.data:
            raise ValidationError(gettext("Choose a room or enter a new one, not both."))

    @property
    def wanted(self) -> list[tuple[Rule, str]]:
        """Return the rules that were filled in, each with the other session's public id."""
        known = {rule.value: rule for rule in Rule}
        rows = self.rules.data
        return [(known[row["rule"]], row["other"]) for row in rows if row["rule"] in known]

    @property
    def named(self) -> list[PersonChange]:
        """Return the new people of the rows that were filled in."""
        return [
            PersonChange(
                given_name=row["given_name"],
                family_name=row["family_name"],
                organisation=row["organisation"],
            )
            for row in self.new_people.data
            if row["family_name"]
        ]


class ReleaseAgainForm(Form):
    """An earlier release that is shown again."""

    tell = BooleanField(_("Send an e-mail to everybody whose own sessions change"), default=True)


class ReleaseForm(ReleaseAgainForm):
    """A release of the draft."""

    name = LineField(_("What changed, in a few words"), [Optional()], most=80)
