"""One session's form: adding and editing it in the draft."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import SessionChange
from eventapp.backoffice.agenda.session_choices import choices_for
from eventapp.backoffice.agenda.session_form import SessionForm
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.registration.queries import counted_at
from eventapp.registration.services import places
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import participation, session_changes


@bp.route("/<event:event>/manage/agenda/add", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def add_session(event: Event) -> ResponseReturnValue:
    """Add a session to the draft."""
    return _edit(event, None, SessionChange())


@bp.route("/<event:event>/manage/agenda/<public_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def edit_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Edit a session and move it."""
    item = queries.draft_session(db.session(), event, public_id) or abort(404)
    return _edit(event, item, SessionChange.of(db.session(), item))


def _edit(event: Event, item: AgendaSession | None, held: SessionChange) -> ResponseReturnValue:
    form = SessionForm.of(held)
    sent = set(request.form.values())
    form.offer(choices_for(db.session(), event, item, held, sent))
    words = _("Saved in the draft. Publish it to make it visible.")
    if form.validate_on_submit() and saved(form, lambda: _save(event, item, form), words):
        return redirect(url_for(".agenda_editor", event=event), 303)
    return page(
        "backoffice/agenda/edit_session.html",
        422 if form.is_submitted() else 200,
        event=event,
        item=item,
        form=form,
        people=queries.roles_of(db.session(), [item]).get(item.id, ()) if item else (),
        counted=counted_at(db.session(), item) if item else (0, 0),
        talks=queries.talks_of(db.session(), item) if item else (),
        asked=participation.losing_their_last_part(db.session(), item, held.people)
        if item and not item.cancelled
        else (),
    )


def _save(event: Event, item: AgendaSession | None, form: SessionForm) -> None:
    session, by, now = db.session(), actor(), clock.now()
    places.lock(session, event)
    form.make(session, event, by=by, now=now)
    if item is None:
        change = form.change(session, event, SessionChange())
        session_changes.add_session(session, event, change, by=by, now=now)
        return
    session_changes.change_session(
        session,
        item,
        form.change(session, event, SessionChange.of(session, item)),
        seen=form.looked_at(),
        accept_fewer_seats=form.accept_fewer_seats.data,
        by=by,
        now=now,
    )
