"""Times that hosts propose for their sessions: an editor accepts or declines."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda.models import ProposalOfTimeState
from eventapp.agenda.queries import hosting
from eventapp.agenda.services.hosting import answer_proposal
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.text_search import clean_line
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.hosted_sessions import accept_time


@bp.get("/<event:event>/manage/agenda/proposed-times")
@open_to(Audience.MEMBER, *EDITORS)
def proposed_times(event: Event) -> ResponseReturnValue:
    """Show the times that wait for an answer, beside those that the sessions have."""
    return page(
        "backoffice/agenda/proposed_times.html",
        event=event,
        proposals=hosting.open_proposals(db.session(), event),
    )


@bp.post("/<event:event>/manage/agenda/proposed-times/<public_id>/accept")
@open_to(Audience.MEMBER, *EDITORS)
def accept_proposed_time(event: Event, public_id: str) -> ResponseReturnValue:
    """Move the session in the draft to the proposed time, and say so to who asked."""
    proposal = hosting.open_proposal(db.session(), event, public_id) or abort(404)
    accept_time(db.session(), event, proposal, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("Saved in the draft. Publish it to make it visible."))
    return redirect(url_for(".proposed_times", event=event), 303)


@bp.post("/<event:event>/manage/agenda/proposed-times/<public_id>/decline")
@open_to(Audience.MEMBER, *EDITORS)
def decline_proposed_time(event: Event, public_id: str) -> ResponseReturnValue:
    """Leave the session where it is; the e-mail gives the reason."""
    proposal = hosting.open_proposal(db.session(), event, public_id) or abort(404)
    answer_proposal(
        db.session(),
        event,
        proposal,
        ProposalOfTimeState.DECLINED,
        answer=clean_line(request.form.get("answer", ""))[:500],
        by=actor(),
        now=clock.now(),
    )
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".proposed_times", event=event), 303)
