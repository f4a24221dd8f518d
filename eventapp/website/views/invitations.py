"""A personal invitation: yes with the form, or no with one press. GET does nothing."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts.errors import NoSuchLink
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.events.queries import registration_is_open
from eventapp.extensions import db
from eventapp.forms.registration import SignUpForm
from eventapp.i18n import gettext as _
from eventapp.mail.links import read_token
from eventapp.registration import queries
from eventapp.registration.errors import LinkRevoked
from eventapp.registration.models import Invitation, InvitationState
from eventapp.registration.services import invitations
from eventapp.registration.services.sign_up import VISITOR
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.blueprint import bp
from eventapp.website.sign_up_steps import to_mailbox


def _invitation(event: Event, token: str) -> Invitation:
    """Return the invitation of the link; refuse a link that is not ours or was replaced."""
    signed = read_token(current_app.config["SECRET_KEY"], "invitation", token)
    invitation = signed and invitations.by_public_id(db.session(), event, signed[0])
    if not signed or not invitation:
        raise NoSuchLink
    taken_back = invitation.state is InvitationState.WITHDRAWN
    if invitation.generation != signed[1] and not taken_back:
        raise LinkRevoked
    return invitation


def _form(event: Event, invitation: Invitation) -> SignUpForm:
    """Return the form with what the organisers know; address and category are theirs to say."""
    offer = queries.offering(db.session(), event)
    form = SignUpForm.for_event([invitation.category], offer.questions, offer.consents)
    if request.method != "POST":  # HEAD, too
        form.title.data, form.given_name.data = invitation.title, invitation.given_name
        form.family_name.data = invitation.family_name
        form.organisation.data = invitation.organisation_name
        form.language.data = invitation.language
    form.email.data, form.category.data = invitation.email, invitation.category.key
    return form


@bp.route("/<event:event>/i/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def invited(event: Event, token: str) -> ResponseReturnValue:
    """Let the invited person register; the address is the one the e-mail went to."""
    invitation = _invitation(event, token)
    form = _form(event, invitation)
    if form.validate_on_submit():
        try:
            invitations.accept(
                db.session(), invitation, event, form.details(), by=VISITOR, now=clock.now()
            )
            answer = to_mailbox(event, form.email.data, way_back=False)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return answer
    return page(
        "website/invited.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        invitation=invitation,
        may_answer=invitations.may_answer(db.session(), invitation, event),
        State=InvitationState,
        token=token,
        **_outlook(event, invitation),
    )


def _outlook(event: Event, invitation: Invitation) -> dict[str, object]:
    """Return what a yes would lead to now: nothing at all, the waiting list, or a place."""
    counted, now = queries.by_category(db.session(), event), clock.now()
    free = {places.category.id: places.free for places in counted}.get(invitation.category_id)
    return {
        "phase": queries.phase(event, counted, now),
        "shut": not invitation.always and not registration_is_open(event, now),
        "full": not invitation.always and free == 0,
    }


@bp.post("/<event:event>/i/<token>/no")
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def decline_invitation(event: Event, token: str) -> ResponseReturnValue:
    """Note that the invited person does not come."""
    invitations.decline(db.session(), _invitation(event, token), by=VISITOR, now=clock.now())
    db.session().commit()
    flash(_("Thank you for letting us know. You will receive no reminders."))
    return redirect(url_for(".invited", event=event, token=token), 303)
