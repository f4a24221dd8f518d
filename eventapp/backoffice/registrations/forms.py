"""Forms of what organisers do to registrations: reasons, another category, precedence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, DateTimeLocalField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from eventapp import clock, i18n
from eventapp.events.models import Category
from eventapp.forms.registration import SignUpForm
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock
from eventapp.registration.errors import DatePassed
from eventapp.registration.models import HIGHEST_PRIORITY
from eventapp.registration.services.by_hand import IfFull
from eventapp.web.forms import Between, Form, LineField, Needed


class BulkForm(Form):
    """What an act on many registrations needs to know beside whom it means."""

    act: str
    zone: ZoneInfo
    reason = LineField(_("Reason given to the participants in the e-mail"), [Optional()], most=500)
    category = SelectField(_("Move to category"), choices=[], validate_choice=False)
    answer_by = DateTimeLocalField(_("Answer by"), [Optional()], format="%Y-%m-%dT%H:%M")

    @classmethod
    def of(cls, act: str, categories: Sequence[Category], zone: ZoneInfo) -> "BulkForm":
        """Return the form of an act: a move wants a category, a question a date to answer by."""
        form = cls()
        form.act, form.zone = act, zone
        form.category.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in categories
        ]
        form.category.validate_choice = form.category.flags.required = act == "move"
        form.answer_by.flags.required = act == "ask"
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that a question can still be answered."""
        fine = bool(super().validate(extra_validators))
        if fine and self.act == "ask":
            if self.answer_by.data is None:
                self.answer_by.errors = [gettext("This is still missing.")]
            elif self.until() <= clock.now():
                self.refuse(DatePassed())
            fine = not self.answer_by.errors
        return fine

    def until(self) -> datetime:
        """Return the moment to answer by, meant in the event's zone."""
        typed: datetime = self.answer_by.data
        return on_clock(typed, self.zone)


IF_FULL = {
    IfFull.WAIT: _("Put the person on the waiting list"),
    IfFull.BEYOND: _("Give a place beyond those available"),
}


class AddForm(SignUpForm):
    """Somebody registered by hand, and what shall happen where no place is free."""

    if_full = RadioField(_("If no place is free"), [Optional()], choices=[])
    reason = LineField(_("Reason for a place beyond those available"), [Optional()], most=500)

    @classmethod
    def by_hand(cls, categories: Sequence[Category]) -> Any:
        """Return the form with these categories; nobody answers questions in another's name."""
        form: Any = cls.for_event(categories, (), ())
        form.if_full.choices = [
            SelectChoice(choice.value, str(word)) for choice, word in IF_FULL.items()
        ]
        return form

    def decided(self) -> IfFull | None:
        """Return what was decided for a full category, if anything was."""
        return IfFull(self.if_full.data) if self.if_full.data else None


class ConfirmForm(Form):
    """Why somebody gets a place, perhaps beyond those there are."""

    confirm_reason = LineField(_("Reason, for the activity log"), [Optional()], most=500)


class DeclineForm(Form):
    """Why somebody is turned down."""

    decline_reason = LineField(
        _("Reason given to the participant in the e-mail"), [Optional()], most=500
    )


class MoveForm(Form):
    """Another category for somebody, and why, where it is full."""

    category = SelectField(_("Move to category"), [InputRequired()], choices=[])
    move_reason = LineField(_("Reason, for the activity log"), [Optional()], most=500)
    keep_sessions = BooleanField(_("Keep these bookings anyway"))

    @classmethod
    def of(cls, now: str, categories: Sequence[Category], **values: Any) -> "MoveForm":
        """Return the form with the categories there are, the present one chosen."""
        form = cls(category=now, **values)
        form.category.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in categories
        ]
        return form


class PriorityForm(Form):
    """Where somebody stands on the waiting list, and why."""

    priority = IntegerField(
        _("Priority, 0 to 9: the highest goes first"),
        [InputRequired(), Between(0, HIGHEST_PRIORITY)],
    )
    priority_reason = LineField(_("Reason, for the activity log"), [Needed()], most=500)
