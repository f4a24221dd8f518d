"""What organisers type of the directory: organisations, hosts, information desks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import g
from sqlalchemy.orm import Session
from wtforms import (
    DateTimeLocalField,
    Field,
    FieldList,
    FormField,
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.languages import known_languages, languages_field, ticked
from eventapp.forms.persons import CLOCK, TimeRow
from eventapp.forms.records import Line3, Text3, number, text_of
from eventapp.i18n import countries_and_union, gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.people.models import HostLevel, OrganisationKind
from eventapp.people.services import DeskChange, HostChange, OrganisationChange
from eventapp.people.services.desks import Expert
from eventapp.text_search import clean_line
from eventapp.web.country_field import CountryField
from eventapp.web.forms import TEXT, AtMost, LineField, Needed, WebAddressField

MOST_EXPERTS = 20
ORGANISATION_KINDS = {
    OrganisationKind.CLUSTER: _("innovation cluster"),
    OrganisationKind.POLE: _("pôle de compétitivité"),
    OrganisationKind.MINISTRY: _("ministry"),
    OrganisationKind.AGENCY: _("agency"),
    OrganisationKind.RESEARCH: _("research"),
    OrganisationKind.COMPANY: _("company"),
    OrganisationKind.OTHER: _("other"),
}


class OrganisationForm(ChangeForm):
    """An organisation of the directory."""

    sections = (
        (Sentence("Name"), ("name", "short_name", "names", "short_names", "other_names")),
        (Sentence("Description"), ("kind", "field", "country", "region", "website")),
    )
    name = LineField(_("Name"), [Needed()], most=200)
    short_name = LineField(_("Short name"), [Optional()], most=80)
    names = FormField(
        Line3,
        _("Name by language"),
        description=_("Only if it differs from the name above."),
    )
    short_names = FormField(
        Line3,
        _("Short name by language"),
        description=_("Only if it differs from the short name above."),
    )
    other_names = TextAreaField(
        _("Other names"),
        [Optional(), AtMost(1000)],
        filters=TEXT,
        description=_(
            "One per line, for example abbreviations, former names and names in other languages. "
            "Anyone who registers under one of them is assigned to this organisation."
        ),
    )
    kind = SelectField(_("Kind"), [Needed()], choices=[])
    field = FormField(Line3, _("Field of work"))
    country = CountryField(_("Country"), [Optional()], choices_from=countries_and_union)
    region = LineField(_("Region"), [Optional()], most=120)
    website = WebAddressField(_("Website"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ORGANISATION_KINDS.items()
        self.kind.choices = [SelectChoice(kind.value, str(word)) for kind, word in kinds]

    def others(self) -> list[str]:
        """Return the other names that were typed, each once."""
        lines = map(clean_line, (self.other_names.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @classmethod
    def shown(cls, held: OrganisationChange) -> dict[str, object]:
        """Return what the fields show of an organisation."""
        return {**super().shown(held), "other_names": "\n".join(held.other_names)}

    def change(
        self, _session: Session, _event: Event, held: OrganisationChange
    ) -> OrganisationChange:
        """Return the organisation as it is meant to stand."""
        return replace(
            held,
            name=self.name.data,
            short_name=self.short_name.data or "",
            names=text_of(self.names),
            short_names=text_of(self.short_names),
            other_names=self.others(),
            kind=OrganisationKind(self.kind.data),
            country=self.country.data or "",
            region=self.region.data or "",
            field=text_of(self.field),
            website=self.website.data or "",
        )


HOST_LEVELS = {
    HostLevel.HOST: _("Host"),
    HostLevel.COHOST: _("Co-host"),
    HostLevel.PARTNER: _("Partner"),
    HostLevel.SUPPORTER: _("Supporter"),
}


class HostForm(ChangeForm):
    """An organisation behind the event."""

    organisation = LineField(_("Organisation"), [Needed()], most=200)
    level = SelectField(_("Role"), [Needed()], choices=[])
    position = number(
        _("Place in the protocol’s order"),
        description=_(
            "Within its level. Pages, printed matter and screens name hosts in this order; "
            "leave it empty for the first place."
        ),
    )
    text = FormField(Line3, _("Contribution to the event"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = HOST_LEVELS.items()
        self.level.choices = [SelectChoice(level.value, str(word)) for level, word in levels]

    def change(self, _session: Session, _event: Event, held: HostChange) -> HostChange:
        """Return the host as it is meant to stand."""
        return replace(
            held,
            organisation=self.organisation.data,
            level=HostLevel(self.level.data),
            position=self.position.data or 0,
            text=text_of(self.text),
        )


class ExpertRow(TimeRow):
    """Somebody who can be asked at a desk, and at which hours."""

    person = LineField(_("Name"), [Optional()], most=220)
    begins = DateTimeLocalField(_("From"), [Optional()], format=CLOCK)
    ends = DateTimeLocalField(_("Until"), [Optional()], format=CLOCK)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse hours without a name, half a time, and one that ends before it begins."""
        valid = super().validate(extra_validators)
        if not self.person.data and (self.begins.data or self.ends.data):
            self.person.errors = [gettext("Enter the name.")]
        return valid and not self.person.errors


class DeskForm(ChangeForm):
    """An information desk."""

    needs_text = ("name",)
    name = FormField(Line3, _("Name"))
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    text = FormField(Line3, _("Advice offered"))
    topics = FormField(
        Text3, _("Topics"), description=_("One line for each topic that people can ask about.")
    )
    experts = FieldList(
        FormField(ExpertRow),
        _("Experts"),
        max_entries=MOST_EXPERTS,
        description=_(
            "People of the directory, by name. Without hours they are there as long as the desk "
            "is open. Only people who may be named in public appear on its page."
        ),
    )
    place = FormField(Line3, _("Location"))
    opens_at = DateTimeLocalField(_("Opens"), [Optional()], format="%Y-%m-%dT%H:%M")
    closes_at = DateTimeLocalField(_("Closes"), [Optional()], format="%Y-%m-%dT%H:%M")
    languages = languages_field(_("Languages spoken there"))
    position = number(_("Order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = known_languages()
        if not self.is_submitted():
            self.experts.append_entry()

    def validate_closes_at(self, field: Field) -> None:
        """Refuse hours that end before they begin."""
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise ValidationError(gettext("The end must come after the beginning."))

    @classmethod
    def shown(cls, held: DeskChange) -> dict[str, object]:
        """Return what the fields show of an information desk, on the event's clock."""
        zone = g.event.tzinfo
        hours = {"opens_at": held.opens_at, "closes_at": held.closes_at}
        experts = [
            {
                "person": name,
                "begins": shown_on_clock(begins, zone),
                "ends": shown_on_clock(ends, zone),
            }
            for name, begins, ends in held.experts
        ]
        return {
            **super().shown(held),
            **{name: shown_on_clock(moment, zone) for name, moment in hours.items()},
            "experts": experts,
        }

    def _experts(self, event: Event, held: DeskChange) -> Iterator[Expert]:
        """Yield who was written down, with their hours; a row left empty is nobody."""
        stood = [*held.experts, *[("", None, None)] * MOST_EXPERTS]
        for row, (_name, begun, ended) in zip(self.experts, stood, strict=False):
            if row.form.person.data:
                begins = on_clock(row.form.begins.data, event.tzinfo, held=begun)
                yield (
                    row.form.person.data,
                    begins,
                    on_clock(row.form.ends.data, event.tzinfo, held=ended),
                )

    def change(self, _session: Session, event: Event, held: DeskChange) -> DeskChange:
        """Return the information desk as it is meant to stand."""
        return replace(
            held,
            name=text_of(self.name),
            organisation=self.organisation.data or "",
            text=text_of(self.text),
            topics=text_of(self.topics),
            experts=tuple(self._experts(event, held)),
            place=text_of(self.place),
            opens_at=on_clock(self.opens_at.data, event.tzinfo, held=held.opens_at),
            closes_at=on_clock(self.closes_at.data, event.tzinfo, held=held.closes_at),
            languages=ticked(held.languages, self.languages),
            position=self.position.data or 0,
        )
