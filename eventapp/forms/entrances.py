"""The form of an entrance: where it leads, whom it is for, when it is open."""

from dataclasses import replace
from typing import Any

from flask import g
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateTimeLocalField, Field, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp import i18n
from eventapp.agenda import queries as agenda
from eventapp.checkin.models import EntranceKind
from eventapp.checkin.services.entrances import EntranceChange
from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import number
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.web.forms import LineField, Needed

ENTRANCE_KINDS = {
    EntranceKind.MAIN: _("main entrance"),
    EntranceKind.EXIT: _("exit"),
    EntranceKind.SESSION: _("room of a session"),
    EntranceKind.RECEPTION: _("reception"),
}


class EntranceForm(ChangeForm):
    """An entrance."""

    name = LineField(_("Name of the entrance"), [Needed()], most=80)
    kind = SelectField(
        _("Leads to"),
        [Needed()],
        choices=[],
        description=_(
            "Main entrances and exits count who is on site; every session and reception counts "
            "its own guests. At an exit everybody may leave."
        ),
    )
    session = SelectField(
        _("Session"),
        choices=[],
        description=_(
            "For the room of a session. Who booked comes in; others as long as seats are free, "
            "from five minutes before the beginning also those of absent guests."
        ),
    )
    categories = SelectMultipleField(
        _("For a reception: for these categories only; if none is ticked, for everybody"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    opens_at = DateTimeLocalField(_("Opens"), [Optional()], format="%Y-%m-%dT%H:%M")
    closes_at = DateTimeLocalField(_("Closes"), [Optional()], format="%Y-%m-%dT%H:%M")
    reentry = BooleanField(_("Who has left may come in again"), default=True)
    position = number(_("Order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ENTRANCE_KINDS.items()
        self.kind.choices = [SelectChoice(kind.value, str(word)) for kind, word in kinds]
        sessions = agenda.draft(db.session(), g.event)
        self.session.choices = [
            SelectChoice("", "–"),
            *(SelectChoice(item.public_id, i18n.render(item.title)) for item in sessions),
        ]
        self.categories.choices = [
            SelectChoice(category.key, i18n.render(category.name))
            for category in categories(db.session(), g.event)
        ]

    def validate_session(self, field: Field) -> None:
        """Want the session of a session's room."""
        if self.kind.data == EntranceKind.SESSION and not field.data:
            raise ValidationError(gettext("Choose the session to whose room it leads."))

    def validate_closes_at(self, field: Field) -> None:
        """Refuse hours that end before they begin."""
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise ValidationError(gettext("The end must come after the beginning."))

    @classmethod
    def shown(cls, held: EntranceChange) -> dict[str, object]:
        """Return what the fields show of an entrance, on the event's clock."""
        zone = g.event.tzinfo
        hours = {"opens_at": held.opens_at, "closes_at": held.closes_at}
        return {
            **super().shown(held),
            **{name: shown_on_clock(moment, zone) for name, moment in hours.items()},
            "kind": held.kind.value,
        }

    def change(self, _session: Session, event: Event, held: EntranceChange) -> EntranceChange:
        """Return the entrance as it is meant to stand."""
        return replace(
            held,
            name=self.name.data,
            kind=EntranceKind(self.kind.data),
            session=self.session.data or "",
            categories=tuple(sorted(self.categories.data or ())),
            opens_at=on_clock(self.opens_at.data, event.tzinfo, held=held.opens_at),
            closes_at=on_clock(self.closes_at.data, event.tzinfo, held=held.closes_at),
            reentry=self.reentry.data,
            position=self.position.data or 0,
        )
