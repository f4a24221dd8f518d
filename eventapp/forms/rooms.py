"""Forms of rooms and tracks."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session
from wtforms import FormField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp.agenda.models import Seating
from eventapp.agenda.services import RoomChange, TrackChange
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import Line3, number, text_of
from eventapp.i18n import lazy_gettext as _

SEATING = {
    Seating.THEATRE.value: _("in rows"),
    Seating.CLASSROOM.value: _("in rows with tables"),
    Seating.BOARDROOM.value: _("around one table"),
    Seating.U_SHAPE.value: _("in a U"),
    Seating.BANQUET.value: _("at round tables"),
    Seating.STANDING.value: _("standing"),
}


REACHED = {"": _("not known"), "yes": _("yes"), "no": _("no")}
KNOWN = {"": None, "yes": True, "no": False}
"""What each of them says of a room that is reached without a step."""


class RoomForm(ChangeForm):
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

    @classmethod
    def shown(cls, held: RoomChange) -> dict[str, object]:
        """Return what the fields show of a room."""
        accessible = next(key for key, known in KNOWN.items() if known is held.accessible)
        return {**super().shown(held), "accessible": accessible, "seating": held.seating or ""}

    def change(self, _session: Session, _event: Event, held: RoomChange) -> RoomChange:
        """Return the room as it is meant to stand."""
        return replace(
            held,
            name=text_of(self.name),
            place=text_of(self.place),
            floor=text_of(self.floor),
            seats=self.seats.data,
            seating=Seating(self.seating.data) if self.seating.data else None,
            equipment=text_of(self.equipment),
            accessible=KNOWN[self.accessible.data or ""],
        )


class TrackForm(ChangeForm):
    """A track of the programme."""

    needs_text = ("name",)
    name = FormField(Line3, _("Name"))

    def change(self, _session: Session, _event: Event, held: TrackChange) -> TrackChange:
        """Return the track as it is meant to stand."""
        return replace(held, name=text_of(self.name))
