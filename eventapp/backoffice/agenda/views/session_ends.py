"""A session that does not take place: deleted, cancelled, brought back."""

from flask import abort, flash, redirect, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.participation.places_answered import places_answered
from eventapp.backoffice.saving import version_seen
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.web.access import Audience, open_to
from eventapp.workflows.participation import PlaceUndecided
from eventapp.workflows.session_changes import remove_session


def _asked(event: Event, public_id: str) -> tuple[AgendaSession, int | None]:
    """Return the session and the version of it that was looked at."""
    item = queries.draft_session(db.session(), event, public_id) or abort(404)
    return item, version_seen()


def _back(event: Event, item: AgendaSession) -> ResponseReturnValue:
    address = url_for(".agenda_editor", event=event, _anchor=f"s-{item.public_id}")
    return redirect(address, 303)


@bp.post("/<event:event>/manage/agenda/<public_id>/delete")
@open_to(Audience.MEMBER, *EDITORS)
def delete_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Delete a session that no release has shown."""
    item, seen = _asked(event, public_id)
    name = i18n.render(item.title)
    try:
        remove_session(
            db.session(),
            item,
            places=places_answered(),
            seen=seen,
            by=actor(),
            now=clock.now(),
        )
        db.session().commit()
    except PlaceUndecided as refusal:
        db.session().rollback()
        flash(i18n.render(refusal.sentence))
        return redirect(url_for(".edit_session", event=event, public_id=public_id), 303)
    flash(_("“%(name)s” has been deleted.", name=name))
    return redirect(url_for(".agenda_editor", event=event), 303)


@bp.post("/<event:event>/manage/agenda/<public_id>/cancel")
@open_to(Audience.MEMBER, *EDITORS)
def cancel_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Cancel a session in the draft, and offer to take that back."""
    item, seen = _asked(event, public_id)
    services.cancel_session(db.session(), item, seen=seen, by=actor(), now=clock.now())
    db.session().commit()
    browser["undo"] = {
        "text": _("“%(title)s” is cancelled in the draft.", title=i18n.render(item.title)),
        "action": url_for(".restore_session", event=event, public_id=item.public_id),
        "fields": {"version": item.version},
    }
    return _back(event, item)


@bp.post("/<event:event>/manage/agenda/<public_id>/restore")
@open_to(Audience.MEMBER, *EDITORS)
def restore_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Let a cancelled session take place after all."""
    item, seen = _asked(event, public_id)
    services.restore_session(db.session(), item, seen=seen, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("“%(title)s” takes place after all.", title=i18n.render(item.title)))
    return _back(event, item)
