"""The call for contributions: opened, described, closed."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.proposals.forms import CallForm
from eventapp.backoffice.saving import saved
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.calls import CallChange, change_call
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/proposals/call", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def call_for_proposals(event: Event) -> ResponseReturnValue:
    """Open the call for contributions, say what is looked for and until when."""
    known = queries.call_of(db.session(), event)
    held = CallChange.of(known) if known else CallChange()
    form = CallForm.of(held)
    if form.validate_on_submit() and saved(form, lambda: _save(event, form, held)):
        return redirect(url_for(".proposals", event=event), 303)
    return page(
        "backoffice/proposals/call.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
    )


def _save(event: Event, form: CallForm, held: CallChange) -> None:
    session = db.session()
    change = form.change(session, event, held)
    change_call(session, event, change, seen=form.looked_at(), by=actor(), now=clock.now())
