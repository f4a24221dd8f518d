"""Forms of access codes: made, and changed once people know them."""

from collections.abc import Sequence
from dataclasses import replace

from flask import g
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateTimeLocalField, Field, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp import i18n
from eventapp.events.models import Category, Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import BIGGEST
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.registration.services.access_codes import AccessCodeChange, written
from eventapp.web.forms import Between, LineField, Needed

SHORTEST_CODE = 6


class EditAccessCodeForm(ChangeForm):
    """How often and how long a code opens its category."""

    note = LineField(_("For whom"), [Optional()], most=160)
    most = IntegerField(_("Number of people"), [Optional(), Between(1, BIGGEST)])
    valid_until = DateTimeLocalField(_("Valid until"), [Optional()], format="%Y-%m-%dT%H:%M")

    @classmethod
    def shown(cls, held: AccessCodeChange) -> dict[str, object]:
        """Return what the fields show of a code, on the event's clock."""
        until = shown_on_clock(held.valid_until, g.event.tzinfo)
        return {**super().shown(held), "valid_until": until}

    def change(self, _session: Session, event: Event, held: AccessCodeChange) -> AccessCodeChange:
        """Return the code as it is meant to stand."""
        return replace(
            held,
            note=self.note.data or "",
            most=self.most.data,
            valid_until=on_clock(self.valid_until.data, event.tzinfo, held=held.valid_until),
        )


class AccessCodeForm(EditAccessCodeForm):
    """A code that opens a category to those who are told it."""

    category = SelectField(_("Category opened by the code"), [Needed()], choices=[])
    code = LineField(_("Code"), [Optional()], most=32)
    always = BooleanField(
        _("The place is guaranteed, even when all are taken or registration is closed")
    )

    @classmethod
    def for_event(cls, categories: Sequence[Category]) -> "AccessCodeForm":
        """Return the form with the event's categories."""
        form = cls()
        form.category.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in categories
        ]
        return form

    def validate_code(self, field: Field) -> None:
        """Refuse what leaves nothing to compare, or too little to be a secret."""
        if field.data and len(written(field.data)) < SHORTEST_CODE:
            raise ValidationError(
                gettext("Use at least %(number)s letters and digits.", number=SHORTEST_CODE)
            )

    def change(self, session: Session, event: Event, held: AccessCodeChange) -> AccessCodeChange:
        """Return the code that is to be made."""
        return replace(
            super().change(session, event, held),
            category=self.category.data,
            code=self.code.data or "",
            always=bool(self.always.data),
        )
