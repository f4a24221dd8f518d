"""What organisers type: the event, its groups, rooms, sessions and its directory."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm.exc import StaleDataError
from wtforms import (
    DateTimeLocalField,
    EmailField,
    Field,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from eventapp import i18n
from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.agenda.models import Seating
from eventapp.errors import Refusal
from eventapp.events.models import Role
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.orm import LANGUAGES, Translated
from eventapp.people.models import HostLevel, OrganisationKind
from eventapp.web.country_field import CountryField
from eventapp.web.forms import (
    LINE,
    TEXT,
    AtMost,
    Between,
    Form,
    LineField,
    Needed,
    clean_line,
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
            self.theirs = list(self._differences(columns_of(record)))

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
                yield str(field.label.text), str(now)


def number(label: Any) -> IntegerField:
    """Return a field for a whole number that may stay empty."""
    return IntegerField(label, [Optional(), Between(0, BIGGEST)])


SEATING = {
    Seating.THEATRE.value: _("in rows"),
    Seating.CLASSROOM.value: _("in rows with tables"),
    Seating.BOARDROOM.value: _("around one table"),
    Seating.U_SHAPE.value: _("in a U"),
    Seating.BANQUET.value: _("at round tables"),
    Seating.STANDING.value: _("standing"),
}


REACHED = {"": _("not known"), "yes": _("yes"), "no": _("no")}


class RoomForm(RecordForm):
    """A room."""

    needs_text = ("name",)
    name = FormField(Line3, _("Name"))
    place = FormField(Line3, _("Location"))
    floor = FormField(Line3, _("Floor"))
    seats = number(_("Seats"))
    seating = SelectField(_("Seating"), [Optional()], choices=[])
    accessible = SelectField(
        _("Step-free access"),
        [Optional()],
        choices=[],
    )
    equipment = FormField(Line3, _("Equipment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seatings = (SelectChoice(key, str(word)) for key, word in SEATING.items())
        self.seating.choices = [SelectChoice("", "–"), *seatings]
        self.accessible.choices = [SelectChoice(key, str(word)) for key, word in REACHED.items()]


class TrackForm(RecordForm):
    """A track of the programme."""

    needs_text = ("name",)
    name = FormField(Line3, _("Name"))


ORGANISATION_KINDS = {
    OrganisationKind.CLUSTER: _("innovation cluster"),
    OrganisationKind.POLE: _("pôle de compétitivité"),
    OrganisationKind.MINISTRY: _("ministry"),
    OrganisationKind.AGENCY: _("agency"),
    OrganisationKind.RESEARCH: _("research"),
    OrganisationKind.COMPANY: _("company"),
    OrganisationKind.OTHER: _("other"),
}


class OrganisationForm(RecordForm):
    """An organisation of the directory."""

    name = LineField(_("Name"), [Needed()], most=200)
    short_name = LineField(_("Short name"), [Optional()], most=80)
    other_names = TextAreaField(
        _("Other names"),
        [Optional(), AtMost(1000)],
        filters=TEXT,
        description=_(
            "One per line: abbreviations, former names, names in other languages. Anyone who "
            "registers under one of them is assigned to this organisation."
        ),
    )
    kind = SelectField(_("Kind"), [Needed()], choices=[])
    country = CountryField(_("Country"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ORGANISATION_KINDS.items()
        self.kind.choices = [SelectChoice(one.value, str(word)) for one, word in kinds]

    def names(self) -> list[str]:
        """Return the other names that were typed, each once."""
        lines = map(clean_line, (self.other_names.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class PersonForm(RecordForm):
    """Somebody with a part in the programme."""

    title = LineField(_("Title"), [Optional()], most=60)
    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Needed()], most=80)
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    function = FormField(Line3, _("Function"))
    biography = FormField(Text3, _("About"))


HOST_LEVELS = {
    HostLevel.HOST: _("Host"),
    HostLevel.COHOST: _("Co-host"),
    HostLevel.PARTNER: _("Partner"),
}


class HostForm(RecordForm):
    """An organisation that gives the event; one officer each."""

    organisation = LineField(_("Organisation"), [Needed()], most=200)
    level = SelectField(_("Role"), [Needed()], choices=[])
    position = number(_("Position"))
    text = FormField(Line3, _("Contribution to the event"))
    officer = EmailField(
        _("Representative’s e-mail address"),
        [Optional(), AtMost(254)],
        filters=LINE,
        description=_(
            "Receives an invitation and sees only people from this host. Leave empty for nobody."
        ),
    )
    officer_language = SelectField(_("Language of the invitation"), [Optional()], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = HOST_LEVELS.items()
        self.level.choices = [SelectChoice(one.value, str(word)) for one, word in levels]
        self.officer_language.choices = [SelectChoice(one, i18n.NAMES[one]) for one in LANGUAGES]
        self.officer_language.flags.required = True  # it always says one
        self.officer_language.data = self.officer_language.data or i18n.language()


class DeskForm(RecordForm):
    """An information desk."""

    needs_text = ("name",)
    name = FormField(Line3, _("Name"))
    text = FormField(Line3, _("Advice offered"))
    place = FormField(Line3, _("Location"))
    opens = DateTimeLocalField(_("Opens"), [Optional()], format="%Y-%m-%dT%H:%M")
    closes = DateTimeLocalField(_("Closes"), [Optional()], format="%Y-%m-%dT%H:%M")
    languages = SelectMultipleField(
        _("Languages spoken there"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    position = number(_("Position"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]

    def validate_closes(self, field: Field) -> None:
        """Refuse hours that end before they begin."""
        if self.opens.data and field.data and field.data <= self.opens.data:
            raise ValidationError(gettext("The end must come after the beginning."))


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
