"""What a host types about its sessions: texts, who takes part, another time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from wtforms import DateTimeLocalField, EmailField, FormField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.agenda.models import SessionPart
from eventapp.agenda.render import PARTS
from eventapp.agenda.services import SessionChange
from eventapp.agenda.services.hosting import TimeWanted
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import Line3, Text3, text_of
from eventapp.i18n import lazy_gettext as _
from eventapp.moments import on_clock
from eventapp.people.models import Person
from eventapp.people.services import PersonChange
from eventapp.web.forms import LINE, AtMost, Form, LineField, Needed


class HostedTextsForm(ChangeForm):
    """Title and texts of a session that a host looks after."""

    needs_text = ("title",)
    title = FormField(Line3, _("Title"))
    subtitle = FormField(Line3, _("Subtitle"))
    abstract = FormField(Text3, _("What it is about"))
    description = FormField(Text3, _("Further reading"))

    def change(self, _session: Session, _event: Event, held: SessionChange) -> SessionChange:
        """Return the session with its texts as they are meant to stand."""
        return replace(
            held,
            title=text_of(self.title),
            subtitle=text_of(self.subtitle),
            abstract=text_of(self.abstract),
            description=text_of(self.description),
        )


class NameForm(Form):
    """Somebody of the host who is to take part: known already, or new."""

    person = SelectField(_("Person of your organisation"), [Optional()], choices=[])
    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Optional()], most=80)
    email = EmailField(_("E-mail address"), [Optional(), AtMost(254)], filters=LINE)
    part = SelectField(_("Role"), [Needed()], choices=[])

    @classmethod
    def of(cls, people: Sequence[Person], **values: Any) -> "NameForm":
        """Return the form with the host's own people."""
        form = cls(**values)
        form.person.choices = [SelectChoice("", _("somebody new"))] + [
            SelectChoice(person.public_id, person.full_name) for person in people
        ]
        form.part.choices = [
            SelectChoice(part.value, i18n.render(PARTS[part.value])) for part in SessionPart
        ]
        return form

    def named(self, people: Sequence[Person]) -> Person | PersonChange | None:
        """Return who was chosen or typed; None: nobody."""
        chosen = next((known for known in people if known.public_id == self.person.data), None)
        if chosen is not None:
            return chosen
        if not self.family_name.data:
            return None
        return PersonChange(
            given_name=self.given_name.data or "",
            family_name=self.family_name.data,
            email=self.email.data or "",
        )


class TimeForm(Form):
    """Another time for a session."""

    starts_at = DateTimeLocalField(_("Begins"), [Needed()], format="%Y-%m-%dT%H:%M")
    ends_at = DateTimeLocalField(_("Ends"), [Needed()], format="%Y-%m-%dT%H:%M")
    note = LineField(_("Why"), [Optional()], most=500)

    def wanted(self, event: Event) -> TimeWanted:
        """Return the time that was typed, meant on the event's clock."""
        starts: datetime = on_clock(self.starts_at.data, event.tzinfo)
        ends: datetime = on_clock(self.ends_at.data, event.tzinfo)
        return TimeWanted(starts_at=starts, ends_at=ends, note=self.note.data or "")
