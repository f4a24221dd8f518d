"""What organisers type of a person in the directory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy.orm import Session
from wtforms import (
    DateTimeLocalField,
    EmailField,
    Field,
    FieldList,
    FormField,
    RadioField,
    TelField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp import i18n
from eventapp.errors import Sentence
from eventapp.events.models import Event, Role
from eventapp.forms.changing import ChangeForm
from eventapp.forms.languages import known_languages, languages_field, ticked
from eventapp.forms.records import Line3, Text3, text_of
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.people import links
from eventapp.people.models import PublicBasis
from eventapp.people.services import PersonChange
from eventapp.people.services.persons import CONTACT
from eventapp.web.forms import LINE, TEXT, AtMost, LineField, Needed

CLOCK = "%Y-%m-%dT%H:%M"
MOST_TIMES = 20
BASES = {
    PublicBasis.NONE: _("Not public yet"),
    PublicBasis.OWN_WORD: _("The person has agreed"),
    PublicBasis.ORGANISER: _("The organisers take responsibility"),
}


class TimeRow(PlainForm):
    """From when until when somebody is there, on the event's clock."""

    begins = DateTimeLocalField(_("From"), [Optional()], format=CLOCK)
    ends = DateTimeLocalField(_("Until"), [Optional()], format=CLOCK)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a time, and one that ends before it begins."""
        if not super().validate(extra_validators):
            return False
        begins, ends = self.begins.data, self.ends.data
        if bool(begins) != bool(ends):
            self.ends.errors = [gettext("Enter both the beginning and the end.")]
        elif begins and ends and ends <= begins:
            self.ends.errors = [gettext("The end must come after the beginning.")]
        return not self.ends.errors


def shown_times(held: PersonChange, zone: ZoneInfo) -> list[dict[str, datetime | None]]:
    """Return what the rows show of when a person is there, on that clock."""
    return [
        {"begins": shown_on_clock(begins, zone), "ends": shown_on_clock(ends, zone)}
        for begins, ends in held.availability
    ]


def typed_times(
    rows: FieldList, held: PersonChange, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times that were written, the first one first; a row left empty is none."""
    stood = [*held.availability, *[(None, None)] * MOST_TIMES]
    for row, (begun, ended) in zip(rows, stood, strict=False):
        begins = on_clock(row.form.begins.data, zone, held=begun)
        ends = on_clock(row.form.ends.data, zone, held=ended)
        if begins is not None and ends is not None:
            yield begins, ends


class PersonForm(ChangeForm):
    """A person of the directory; how they are reached is shown to organisers alone."""

    sections = (
        (Sentence("Name"), ("title", "given_name", "family_name", "salutation", "pronunciation")),
        (
            Sentence("Organisation and biography"),
            ("organisation", "function", "biography", "links"),
        ),
        (Sentence("Publication"), ("basis", "basis_note")),
        (Sentence("Contact"), ("email", "phone", "languages")),
        (Sentence("Assistant"), ("assistant_name", "assistant_email", "assistant_phone")),
        (Sentence("Availability"), ("availability",)),
    )
    title = LineField(_("Title"), [Optional()], most=60)
    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Needed()], most=80)
    salutation = LineField(
        _("Form of address"),
        [Optional()],
        most=120,
        description=_("As in a letter, for example “Madame Le Goff” or “Frau Staatssekretärin”."),
    )
    pronunciation = LineField(
        _("Pronunciation"),
        [Optional()],
        most=120,
        description=_("For the person who makes the announcement; never published."),
    )
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    function = FormField(Line3, _("Function"))
    biography = FormField(Text3, _("About"))
    links = TextAreaField(
        _("Web pages"),
        [Optional(), AtMost(links.MOST * (links.LONGEST + 2))],
        filters=TEXT,
        description=_("One address per line; only secure ones (https)."),
    )
    basis = RadioField(_("May this person be named in public?"), [Optional()], choices=[])
    basis_note = LineField(
        _("Reason or source"),
        most=200,
        description=_(
            "For example “agreed by e-mail on 3 March” or “already announced by the ministry”. "
            "Required if the organisers take responsibility."
        ),
    )
    email = EmailField(
        _("E-mail address"),
        [Optional(), AtMost(254)],
        filters=LINE,
        description=_(
            "Never published. E-mails about changes to the programme are sent there, and the "
            "person’s registration is recognised by it."
        ),
    )
    phone = TelField(_("Phone"), [Optional(), AtMost(40)], filters=LINE)
    languages = languages_field(
        _("Languages spoken"),
        description=_(
            "E-mails to this person are written in one of these; if none is ticked, in the "
            "event’s first language."
        ),
    )
    assistant_name = LineField(_("Name of the assistant"), [Optional()], most=160)
    assistant_email = EmailField(
        _("E-mail address of the assistant"), [Optional(), AtMost(254)], filters=LINE
    )
    assistant_phone = TelField(_("Phone of the assistant"), [Optional(), AtMost(40)], filters=LINE)
    availability = FieldList(
        FormField(TimeRow),
        _("Times at which the person is present"),
        max_entries=MOST_TIMES,
        description=_("Without any, the person counts as present throughout the event."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = known_languages()
        self.basis.choices = [
            SelectChoice(basis.value, str(label)) for basis, label in BASES.items()
        ]
        if not self.is_submitted():
            self.basis.data = self.basis.data or PublicBasis.NONE.value
            self.availability.append_entry()
        if Role.ORGANISER not in g.member.roles:
            for name in CONTACT:
                del self[name]

    @classmethod
    def shown(cls, held: PersonChange) -> dict[str, object]:
        """Return what the fields show of a person, times on the event's clock."""
        times = shown_times(held, g.event.tzinfo)
        return {**super().shown(held), "links": "\n".join(held.links), "availability": times}

    def validate_links(self, _field: Field) -> None:
        """Refuse what is no secure address, and more of them than anybody reads."""
        for line in self._lines():
            if not links.is_link(line):
                typed = line.removeprefix("https://")[:80]
                raise ValidationError(i18n.render(Sentence(links.NO_LINK.msgid, typed=typed)))
        if len(self._lines()) > links.MOST:
            raise ValidationError(gettext("At most %(most)s are accepted here.", most=links.MOST))

    def validate_basis_note(self, field: Field) -> None:
        """Refuse that the organisers answer for it without saying why."""
        if self.basis.data == PublicBasis.ORGANISER.value and not field.data:
            raise ValidationError(gettext("Please state why the organisers may publish this."))

    def _lines(self) -> list[str]:
        lines = map(links.cleaned, (self.links.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _contact(self, held: PersonChange) -> dict[str, str]:
        """Return how the person is reached; who may not see it changes nothing of it."""
        return {
            name: self[name].data or "" if name in self else getattr(held, name) for name in CONTACT
        }

    def change(self, _session: Session, event: Event, held: PersonChange) -> PersonChange:
        """Return the person as they are meant to stand."""
        reached = self._contact(held)
        return replace(
            held,
            title=self.title.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data,
            salutation=self.salutation.data or "",
            pronunciation=self.pronunciation.data or "",
            organisation=self.organisation.data or "",
            email=reached["email"],
            phone=reached["phone"],
            assistant_name=reached["assistant_name"],
            assistant_email=reached["assistant_email"],
            assistant_phone=reached["assistant_phone"],
            languages=ticked(held.languages, self.languages),
            function=text_of(self.function),
            biography=text_of(self.biography),
            links=self._lines(),
            basis=PublicBasis(self.basis.data or held.basis),
            basis_note=self.basis_note.data or "",
            availability=tuple(sorted(typed_times(self.availability, held, event.tzinfo))),
        )
