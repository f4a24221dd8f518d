"""What a host says of itself: its text in each language, and its information desk."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session
from wtforms import FormField
from wtforms.validators import ValidationError

from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.directory import DeskForm
from eventapp.forms.records import Text3, text_of
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.people.services import DeskChange, HostChange


class HostTextsForm(ChangeForm):
    """A host's own words on the event's pages and in print."""

    text = FormField(
        Text3,
        _("Contribution to the event"),
        description=_("Stands beside your name on the event’s pages and in the booklet."),
    )

    def change(self, _session: Session, _event: Event, held: HostChange) -> HostChange:
        """Return the host as it is meant to stand: level and order are the organisers'."""
        return replace(held, text=text_of(self.text))


class OwnDeskForm(DeskForm):
    """An information desk that its host keeps: whose it is and where in the order stays."""

    own_names: Collection[str] = ()
    """The people of the host, as the directory writes them, and who is an expert already."""

    def validate_experts(self, field: Any) -> None:
        """Refuse people of others: a host speaks for its own."""
        names = [row.form.person.data for row in field]
        if any(name and name not in self.own_names for name in names):
            raise ValidationError(
                gettext("Name people of your own organisation as the directory has them.")
            )

    def change(self, session: Session, event: Event, held: DeskChange) -> DeskChange:
        """Return the information desk as it is meant to stand."""
        meant = super().change(session, event, held)
        return replace(meant, organisation=held.organisation, position=held.position)
