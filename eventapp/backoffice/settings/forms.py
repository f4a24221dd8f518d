"""What organisers type about the event itself."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    EmailField,
    Field,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp.events.models import Event, WaitingList
from eventapp.events.services import EventChange
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import Line3, Text3, number, text_of
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import LINE, AtMost, Between, LineField, Needed

FOLLOW = "yes"


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Return the names of the IANA time zones, by their small letters, in order."""
    named = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    return {name.casefold(): name for name in named}


def known_zone(typed: str | None) -> str:
    """Return the zone's name as the IANA list writes it; refuse what is none."""
    known = zones().get((typed or "").casefold().replace(" ", "_"))
    if known is None:
        raise ValidationError(
            gettext(
                "This time zone does not exist. Choose one from the list, such as Europe/Paris."
            )
        )
    return known


class EventForm(ChangeForm):
    """The event itself."""

    beside = ("zone_sure", "sessions_follow")
    published = BooleanField(_("Visible to everybody"))
    title = FormField(Line3, _("Title or motto"))
    name = FormField(Line3, _("Short name"))
    name_in_sentence = FormField(
        Line3,
        _("Name in a sentence"),
        description=_(
            "Follows “We invite you …”, with preposition and article: „zur Frühjahrstagung“, "
            "« au congrès de printemps », “to the spring conference”. Without it, e-mails put the "
            "name in quotation marks."
        ),
    )
    kind = FormField(Line3, _("Line above the title"))
    summary = FormField(Text3, _("What it is about"))
    description = FormField(Text3, _("More about it"))
    venue = FormField(Line3, _("Venue"))
    city = FormField(Line3, _("City"))
    address = LineField(_("Address"), [Optional()], most=300)
    directions = FormField(Text3, _("Getting there"))
    entry_note = FormField(Line3, _("At the entrance"))
    starts_at = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends_at = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")
    zone = LineField(
        _("Time zone"),
        [Needed()],
        most=64,
        description=_("All times are given in this zone. Start typing a city."),
        render_kw={"list": "zones", "autocomplete": "off", "spellcheck": "false"},
    )
    zone_sure = BooleanField(_("Yes, change the time zone"))
    sessions_follow = RadioField(_("Sessions of the draft"), [Optional()], choices=[])
    registration_opens_at = DateTimeLocalField(
        _("Registration opens"), [Optional()], format="%Y-%m-%dT%H:%M"
    )
    registration_closes_at = DateTimeLocalField(
        _("Registration closes"), [Optional()], format="%Y-%m-%dT%H:%M"
    )
    places = number(_("Total number of places"))
    waiting_list = SelectField(
        _("When a place becomes free"), [Needed()], choices=[], coerce=WaitingList
    )
    offer_hours = IntegerField(
        _("Hours for which an offered place is held"), [Needed(), Between(1, 24 * 30)]
    )
    edits_close_at = DateTimeLocalField(
        _("Participants may edit their details until"), [Optional()], format="%Y-%m-%dT%H:%M"
    )
    names_frozen_at = DateTimeLocalField(
        _("List of names held by the venue from"), [Optional()], format="%Y-%m-%dT%H:%M"
    )
    signed_by = LineField(_("Signature of e-mails"), [Optional()], most=160)
    contact_email = EmailField(
        _("E-mail address for questions"), [Optional(), AtMost(254)], filters=LINE
    )
    contact_phone = LineField(_("Telephone for questions"), [Optional()], most=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions_follow.choices = [
            SelectChoice(FOLLOW, str(_("Move them by the same number of days"))),
            SelectChoice("no", str(_("Leave them where they are"))),
        ]
        self.waiting_list.choices = [
            SelectChoice(WaitingList.AUTOMATIC, str(_("it is given to the next person"))),
            SelectChoice(WaitingList.OFFER, str(_("it is offered to the next person"))),
        ]

    @property
    def takes_sessions_along(self) -> bool:
        """Say whether the sessions of the draft go with the event to its new day."""
        return bool(self.sessions_follow.data == FOLLOW)

    def validate_zone(self, field: Field) -> None:
        """Refuse what is no zone of the IANA list; small letters are forgiven."""
        field.data = known_zone(field.data)

    def change(self, _session: Session, _event: Event, held: EventChange) -> EventChange:
        """Return the event as it is meant to stand."""
        return replace(
            held,
            published=self.published.data,
            title=text_of(self.title),
            name=text_of(self.name),
            name_in_sentence=text_of(self.name_in_sentence),
            kind=text_of(self.kind),
            summary=text_of(self.summary),
            description=text_of(self.description),
            venue=text_of(self.venue),
            city=text_of(self.city),
            address=self.address.data or "",
            directions=text_of(self.directions),
            entry_note=text_of(self.entry_note),
            starts_at=_typed(self.starts_at, held.starts_at),
            ends_at=_typed(self.ends_at, held.ends_at),
            zone=self.zone.data,
            registration_opens_at=_typed(self.registration_opens_at, held.registration_opens_at),
            registration_closes_at=_typed(self.registration_closes_at, held.registration_closes_at),
            places=self.places.data,
            waiting_list=self.waiting_list.data,
            offer_hours=self.offer_hours.data,
            edits_close_at=_typed(self.edits_close_at, held.edits_close_at),
            names_frozen_at=_typed(self.names_frozen_at, held.names_frozen_at),
            signed_by=self.signed_by.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or "",
        )


def _typed(field: DateTimeLocalField, held: datetime | None) -> datetime | None:
    """Return what was typed; what stands keeps its seconds where the form shows its minute."""
    shown = held.replace(second=0, microsecond=0) if held else None
    return held if field.data == shown else field.data
