"""One session's form: adding and editing it in the draft."""

from collections.abc import Sequence

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from eventapp import clock
from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, SessionKind, SessionRole
from eventapp.backoffice.agenda import session_form
from eventapp.backoffice.agenda.forms import SessionForm
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.registration.queries import counted_at
from eventapp.registration.services import places, session_places
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.event_changes import check_version


@bp.route("/<event:event>/manage/agenda/add", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def add_session(event: Event) -> ResponseReturnValue:
    """Add a session to the draft."""
    form = SessionForm(data={"public": True, "kind": SessionKind.TALK.value})
    return _edit(event, None, form, [])


@bp.route("/<event:event>/manage/agenda/<public_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def edit_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Edit a session and move it."""
    item = queries.draft_session(db.session(), event, public_id) or abort(404)
    roles = queries.roles_by_session(db.session(), event).get(item.id, [])
    stands = session_form.stands(db.session(), event, item, roles)
    return _edit(event, item, SessionForm(data=stands), roles)


def _edit(
    event: Event, item: AgendaSession | None, form: SessionForm, roles: Sequence[SessionRole]
) -> ResponseReturnValue:
    choices = session_form.offer(db.session(), event, item, form, roles)
    if form.validate_on_submit():
        try:
            if item is not None:
                check_version(item.version, form.version.data)
            places.lock(db.session(), event)
            before = _written(item, roles) if item else {}
            now = clock.now()
            saved = session_form.store(
                db.session(), event, item, form, choices, roles, by=actor(), now=now
            )
            _note(saved, before)
            session_places.serve(db.session(), event, saved, now=now)
            db.session().commit()
        except (Refusal, StaleDataError) as error:
            db.session().rollback()
            form.refuse_save(error, item)
        else:
            flash(_("Saved in the draft. Publish it to make it visible."))
            return redirect(url_for(".agenda_editor", event=event), 303)
    status = 422 if form.is_submitted() else 200
    return page(
        "backoffice/agenda/edit_session.html",
        status,
        event=event,
        item=item,
        form=form,
        people=roles,
        counted=counted_at(db.session(), item) if item else (0, 0),
        talks=queries.talks_of(db.session(), item) if item else (),
    )


def _written(item: AgendaSession, roles: Sequence[SessionRole]) -> dict[str, object]:
    """Return what stands in a session, with its people and groups."""
    groups = queries.groups_of(db.session(), [item]).get(item.id, [])
    return services.written(db.session(), item, [role.person for role in roles], groups)


def _note(saved: AgendaSession, before: dict[str, object]) -> None:
    """Write down what the form changed, once the session stands."""
    db.session().flush()
    parts = queries.roles_of(db.session(), [saved]).get(saved.id, [])
    after = _written(saved, parts)
    services.note_edit(db.session(), saved, before=before, after=after, by=actor(), now=clock.now())
