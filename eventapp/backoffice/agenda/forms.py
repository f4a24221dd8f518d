"""What agenda editors type: a session, its slot, a release."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import g
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateTimeLocalField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.agenda.models import AgendaSession, Room
from eventapp.agenda.services import SLOT, SessionChange
from eventapp.changes import seen_in
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm, sealed
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.web.forms import Form, LineField, Needed

NOTHING = SelectChoice("", "–")


CLOCK = "%Y-%m-%dT%H:%M"
"""How a browser sends what a clock shows."""


def key_of(record: Any) -> str:
    """Return what a field of choices calls a record; nothing of none."""
    return str(record.public_id) if record else ""


class SlotForm(ChangeForm):
    """A form that says when and where a session is.

    It may bring it into a room too small for those signed up for it.
    """

    beside: tuple[str, ...] = ("accept_fewer_seats",)
    room: SelectField
    starts_at: DateTimeLocalField
    ends_at: DateTimeLocalField
    accept_fewer_seats = BooleanField(_("Use the smaller room anyway"))

    @classmethod
    def shown(cls, held: SessionChange) -> dict[str, object]:
        """Return what the fields show of a session, on the event's clock."""
        return {
            **super().shown(held),
            "room": key_of(held.room),
            "starts_at": shown_on_clock(held.starts_at, g.event.tzinfo),
            "ends_at": shown_on_clock(held.ends_at, g.event.tzinfo),
        }

    def moments(self, event: Event, held: SessionChange) -> tuple[datetime | None, datetime | None]:
        """Return when it is to begin and to end; whoever empties the beginning means both."""
        starts = on_clock(self.starts_at.data, event.tzinfo, held=held.starts_at)
        ends = on_clock(self.ends_at.data, event.tzinfo, held=held.ends_at)
        return starts, None if starts is None and ends == held.ends_at else ends

    @property
    def asks_for_seats(self) -> bool:
        """Say whether the room was found too small, so that it has to be confirmed."""
        return bool(self.accept_fewer_seats.errors or self.accept_fewer_seats.data)


def slot_seen(item: AgendaSession) -> str:
    """Return what an editor sees of where a session is, to be sent back with its move."""
    slot = SessionChange(room=item.room, starts_at=item.starts_at, ends_at=item.ends_at)
    return sealed(seen_in(slot, SLOT))


class MoveForm(SlotForm):
    """Where a session goes: no beginning, and it goes back to those without a place."""

    shows = SLOT
    room = SelectField(_("Room"), [Optional()], choices=[])
    starts_at = DateTimeLocalField(_("Begins"), [Optional()], format=CLOCK)
    ends_at = DateTimeLocalField(_("Ends"), [Optional()], format=CLOCK)
    rooms: Mapping[str, Room]

    def offer(self, rooms: Sequence[Room]) -> None:
        """Fill in the rooms there are."""
        self.rooms = {room.public_id: room for room in rooms}
        names = (SelectChoice(key, i18n.render(room.name)) for key, room in self.rooms.items())
        self.room.choices = [NOTHING, *names]

    def change(self, _session: Session, event: Event, held: SessionChange) -> SessionChange:
        """Return the session where it is meant to stand; without an end it keeps its length."""
        starts, ends = self.moments(event, held)
        if starts is None:
            return replace(held, room=None, starts_at=None, ends_at=None)
        there = held.begun_at(starts)
        room = self.rooms.get(self.room.data or "")
        return replace(there, room=room, ends_at=ends or there.ends_at)


class ReleaseAgainForm(Form):
    """An earlier release that is shown again."""

    seen = HiddenField()
    """Mark of what the page showed, and of each change in it."""
    fresh: Collection[str] = ()
    """Marks of the changes that came after that."""
    tell = BooleanField(_("Send an e-mail to everybody whose own sessions change"), default=True)

    @property
    def seen_mark(self) -> str:
        """Return the mark of what the page showed; nothing where that is lost."""
        return (self.seen.data or "").partition(" ")[0]

    def show(self, mark: str, changes: Sequence[str], *, again: bool) -> None:
        """Take down what the page shows now; `again`: tell what of it is new to the sender."""
        if again:
            self.fresh = {*changes} - {*(self.seen.data or "").split()}
        self.seen.process_data(" ".join([mark, *changes]))


class ReleaseForm(ReleaseAgainForm):
    """A release of the draft."""

    name = LineField(_("What changed, in a few words"), [Optional()], most=80)


class BasisForm(Form):
    """Why the organisers may publish the people whom a release would leave out."""

    note = LineField(
        _("Reason or source"),
        [Needed()],
        most=200,
        description=_("For example “announced in the press release of 3 March”."),
    )
