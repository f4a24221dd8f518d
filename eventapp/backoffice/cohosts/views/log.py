"""A host's activity log: what happened to its part of the event, and to nothing else."""

from flask.typing import ResponseReturnValue

from eventapp.agenda.services.session_change import SLOT
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.own import ACTING, own_host, part_of
from eventapp.backoffice.overview.changed_fields import ChangedField, changed_fields
from eventapp.backoffice.overview.naming import logged
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

OWN_FIELDS = {
    "session": ("title", "subtitle", "abstract", "description", *SLOT),
    "registration": (
        "title", "given_name", "family_name", "email", "organisation", "country", "language"
    ),
}  # fmt: skip
"""By kind: what a host reads of an edit, where the organisers keep more of the record than it."""


def _fields(entry: Entry) -> list[ChangedField]:
    """Return what an edit changed of what a host may know: no notes or answers meant for others."""
    return changed_fields(entry, only=OWN_FIELDS.get(entry.object_kind))


@bp.get("/<event:event>/manage/cohosts/<int:host_id>/activity-log")
@open_to(Audience.MEMBER, *ACTING)
def cohost_log(event: Event, host_id: int) -> ResponseReturnValue:
    """Show who did what in a host's part of the event, newest first."""
    host = own_host(host_id)
    return page(
        "backoffice/cohosts/log.html",
        event=event,
        host=host,
        changed_fields=_fields,
        **logged(event, part_of(host)),
    )
