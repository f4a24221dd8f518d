"""What organisers type about the event itself."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

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

from eventapp.events.models import WaitingList
from eventapp.forms.records import Line3, RecordForm, Text3, number
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import LINE, AtMost, Between, LineField, Needed

FOLLOW = "yes"


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Return the names of the IANA time zones, by their small letters, in order."""
    named = sorted(one for one in available_timezones() if "/" in one or one == "UTC")
    return {one.casefold(): one for one in named}


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


class EventForm(RecordForm):
    """The event itself."""

    published = BooleanField(_("Visible to everybody"))
    title = FormField(Line3, _("Title or motto"))
    name = FormField(Line3, _("Short name"))
    kind = FormField(Line3, _("Line above the title"))
    summary = FormField(Text3, _("What it is about"))
    description = FormField(Text3, _("More about it"))
    venue = FormField(Line3, _("Venue"))
    city = FormField(Line3, _("City"))
    address = LineField(_("Address"), [Optional()], most=300)
    directions = FormField(Text3, _("Getting there"))
    entry_note = FormField(Line3, _("At the entrance"))
    starts = DateTimeLocalField(_("Begins"), [Optional()], format="%Y-%m-%dT%H:%M")
    ends = DateTimeLocalField(_("Ends"), [Optional()], format="%Y-%m-%dT%H:%M")
    zone = LineField(
        _("Time zone"),
        [Needed()],
        most=64,
        description=_("All times are given in this zone. Start typing a city."),
        render_kw={"list": "zones", "autocomplete": "off", "spellcheck": "false"},
    )
    zone_sure = BooleanField(_("Yes, change the time zone"))
    sessions_follow = RadioField(_("Sessions of the draft"), [Optional()], choices=[])
    opens = DateTimeLocalField(_("Registration opens"), [Optional()], format="%Y-%m-%dT%H:%M")
    closes = DateTimeLocalField(_("Registration closes"), [Optional()], format="%Y-%m-%dT%H:%M")
    places = number(_("Total number of places"))
    waiting_list = SelectField(_("When a place becomes free"), [Needed()], choices=[])
    offer_hours = IntegerField(
        _("Hours for which an offered place is held"), [Needed(), Between(1, 24 * 30)]
    )
    edits_close = DateTimeLocalField(
        _("Participants may edit their details until"), [Optional()], format="%Y-%m-%dT%H:%M"
    )
    names_frozen = DateTimeLocalField(
        _("List of names is with the venue from"), [Optional()], format="%Y-%m-%dT%H:%M"
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
            SelectChoice(WaitingList.AUTOMATIC.value, str(_("it is given to the next person"))),
            SelectChoice(WaitingList.OFFER.value, str(_("it is offered to the next person"))),
        ]

    @property
    def takes_sessions_along(self) -> bool:
        """Say whether the sessions of the draft go with the event to its new day."""
        return bool(self.sessions_follow.data == FOLLOW)

    def validate_zone(self, field: Field) -> None:
        """Refuse what is no zone of the IANA list; small letters are forgiven."""
        field.data = known_zone(field.data)
