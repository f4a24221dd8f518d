"""A contributor's invitation: the link opens it, a button answers it; looking records nothing."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda.models import ContributorState
from eventapp.agenda.render import PARTS
from eventapp.audiences import speakers as gate
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import SAFE_METHODS, db
from eventapp.i18n import gettext as _
from eventapp.speakers.models import AnsweredAs
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.queries.visitors import Visitor
from eventapp.speakers.services import answers
from eventapp.speakers.standing import state_of
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.actor import contributor_actor
from eventapp.website.blueprint import bp
from eventapp.website.forms.speaking import SpeakingAnswerForm
from eventapp.workflows import speaking


@bp.route("/<event:event>/speaking/i/<token>", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
@limited("60 per minute")
def open_speaking_link(event: Event, token: str) -> ResponseReturnValue:
    """Show the invitation of a mailed link, or take the answer; the browser keeps the link."""
    here = url_for(".open_speaking_link", event=event, token=token)
    return _invitation(event, gate.visitor(), here)


@bp.route("/<event:event>/speaking/answer", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
@limited("60 per minute")
def answer_invitation(event: Event) -> ResponseReturnValue:
    """Show a contributor who is known already their invitation, or take the answer."""
    return _invitation(event, gate.visitor(), url_for(".answer_invitation", event=event))


@bp.post("/<event:event>/speaking/leave")
@open_to(Audience.SPEAKER)
def leave_speaking(event: Event) -> ResponseReturnValue:
    """Let this browser open the contributor's pages no more, until the link is opened again."""
    response = redirect(url_for(".event_page", event=event), 303)
    gate.leave(response)
    return response


def _invitation(event: Event, visitor: Visitor, here: str) -> ResponseReturnValue:
    contributor = visitor.contributor
    roles = roles_of(db.session(), [contributor.person_id])[contributor.person_id]
    state = state_of(roles)
    accepted = None if contributor.answered_at is None else state is not ContributorState.DECLINED
    form = SpeakingAnswerForm.of(visitor, accepted)
    if form.validate_on_submit():
        try:
            change = form.change(visitor)
            _save(event, visitor, change)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return _answered(event, visitor, change)
    today = clock.now().astimezone(event.tzinfo).date()
    response = page(
        "website/speaking/answer.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        here=here,
        visitor=visitor,
        contributor=contributor,
        person=contributor.person,
        roles=[role for role in roles if role.state is not ContributorState.DRAFT],
        state=state,
        State=ContributorState,
        may_answer=answers.may_answer(contributor, roles),
        is_late=contributor.answer_by is not None and contributor.answer_by < today,
        changing=request.args.get("change") == "1" or form.is_submitted(),
        PARTS=PARTS,
        portal=url_for(".speaking", event=event),
    )
    if "token" in (request.view_args or {}) and request.method in SAFE_METHODS:
        gate.keep(response, visitor)
    return response


def _save(event: Event, visitor: Visitor, change: answers.SpeakingAnswerChange) -> None:
    """Take the answer, under the name of who gives it."""
    by = contributor_actor(visitor)
    if change.answered_as is AnsweredAs.ASSISTANT:
        by = replace(by, label=change.name)
    contributor = visitor.contributor
    speaking.answer(db.session(), event, contributor, change, by=by, now=clock.now())


def _answered(
    event: Event, visitor: Visitor, change: answers.SpeakingAnswerChange
) -> ResponseReturnValue:
    """Go on with the link that is the visitor's own: who answers for somebody is no more."""
    flash(
        _("Thank you. Your answer has been saved, and an e-mail confirms it.")
        if change.accepts
        else _("Thank you for letting us know. You will receive no reminder.")
    )
    assistant = change.answered_as is AnsweredAs.ASSISTANT
    response = redirect(url_for(".answer_invitation", event=event), 303)
    gate.keep(response, replace(visitor, acts_as=change.answered_as) if assistant else visitor)
    return response
