"""What organisers type of the directory: organisations, persons, hosts, information desks."""

from typing import Any

from flask import g
from wtforms import (
    DateTimeLocalField,
    EmailField,
    Field,
    FormField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp import i18n
from eventapp.events.models import Role
from eventapp.forms.records import Line3, RecordForm, Text3, number
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.orm import LANGUAGES
from eventapp.people.models import HostLevel, OrganisationKind
from eventapp.web.country_field import CountryField
from eventapp.web.forms import LINE, TEXT, AtMost, LineField, Needed, WebAddressField, clean_line


def _languages(label: Any, **more: Any) -> SelectMultipleField:
    """Return a field of boxes to tick, one a language; its choices come with the form."""
    return SelectMultipleField(
        label, choices=[], widget=ListWidget(), option_widget=CheckboxInput(), **more
    )


def _known_languages() -> list[SelectChoice]:
    return [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]


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
    region = LineField(_("Region"), [Optional()], most=120)
    website = WebAddressField(_("Website"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ORGANISATION_KINDS.items()
        self.kind.choices = [SelectChoice(one.value, str(word)) for one, word in kinds]

    def names(self) -> list[str]:
        """Return the other names that were typed, each once."""
        lines = map(clean_line, (self.other_names.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class PersonForm(RecordForm):
    """Somebody with a part in the programme; the address is shown to organisers alone."""

    title = LineField(_("Title"), [Optional()], most=60)
    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Needed()], most=80)
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    email = EmailField(
        _("E-mail address"),
        [Optional(), AtMost(254)],
        filters=LINE,
        description=_(
            "Never published. E-mails about changes to the programme are sent there, and the "
            "person’s registration is recognised by it."
        ),
    )
    languages = _languages(
        _("Languages spoken"),
        description=_(
            "E-mails to this person are written in one of these; if none is ticked, in the "
            "event’s first language."
        ),
    )
    function = FormField(Line3, _("Function"))
    biography = FormField(Text3, _("About"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = _known_languages()
        if Role.ORGANISER not in g.member.roles:
            del self.email


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
    languages = _languages(_("Languages spoken there"))
    position = number(_("Position"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = _known_languages()

    def validate_closes(self, field: Field) -> None:
        """Refuse hours that end before they begin."""
        if self.opens.data and field.data and field.data <= self.opens.data:
            raise ValidationError(gettext("The end must come after the beginning."))
