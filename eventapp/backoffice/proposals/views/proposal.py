"""One proposal: read, scored, decided."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts.models import User
from eventapp.agenda import queries as agenda
from eventapp.agenda.render import KINDS
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.proposals.forms import ReviewForm
from eventapp.backoffice.proposals.states import ACTS, READERS, STATES
from eventapp.errors import Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.speakers.errors import NoSuchProposal
from eventapp.speakers.models import BEST, Proposal, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services import deciding
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


def _read(event: Event, proposal_id: str) -> Proposal:
    proposal = queries.read_proposal(db.session(), event, proposal_id)
    if proposal is None:
        raise NoSuchProposal
    return proposal


@bp.route("/<event:event>/manage/proposals/<proposal_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *READERS)
def proposal(event: Event, proposal_id: str) -> ResponseReturnValue:
    """Show a proposal with what the team thinks of it; take the member's own score."""
    shown, session, viewer = _read(event, proposal_id), db.session(), access.viewer()
    reviews = queries.reviews_of(session, shown)
    own = next((review for review in reviews if review.user_id == viewer.id), None)
    form = ReviewForm.of(own)
    if form.validate_on_submit():
        deciding.review(
            session,
            shown,
            session.get_one(User, viewer.id),
            score=form.score_given,
            comment=form.comment.data or "",
            by=actor(),
            now=clock.now(),
        )
        session.commit()
        flash(_("Saved"))
        return redirect(url_for(".proposal", event=event, proposal_id=proposal_id), 303)
    scores = [review.score for review in reviews if review.score is not None]
    made = shown.session_public_id
    return page(
        "backoffice/proposals/proposal.html",
        422 if form.is_submitted() else 200,
        event=event,
        proposal=shown,
        form=form,
        reviews=reviews,
        scores=scores,
        authors=queries.authors_of(session, [shown]).get(shown.id, ()),
        files=queries.files_of(session, shown),
        made=agenda.draft_session(session, event, made) if made else None,
        STATES=STATES,
        State=ProposalState,
        KINDS=KINDS,
        BEST=BEST,
    )


@bp.post("/<event:event>/manage/proposals/<proposal_id>/decide")
@open_to(Audience.MEMBER, Role.ORGANISER)
def decide_proposal(event: Event, proposal_id: str) -> ResponseReturnValue:
    """Accept, decline or reopen one proposal; its author is not written to yet."""
    shown, state = _read(event, proposal_id), ACTS.get(request.form.get("act", ""))
    if state is not None:
        try:
            deciding.decide(db.session(), [shown], state, by=actor(), now=clock.now())
            db.session().commit()
        except Refusal:
            db.session().rollback()
            flash(_("This proposal was withdrawn or answered already. Nothing was changed."))
        else:
            flash(_("Saved. The e-mail is held until you send it from the list of proposals."))
    return redirect(url_for(".proposal", event=event, proposal_id=proposal_id), 303)
