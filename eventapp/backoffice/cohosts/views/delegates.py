"""One person of a delegation: corrected, sent again, approved, cancelled, taken back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.delegation_forms import CorrectInvitationForm, DelegateForm
from eventapp.backoffice.cohosts.own import ACTING, own_host, part_of
from eventapp.backoffice.cohosts.showing import back_to, shown
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.people.models import Host
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.models import Invitation, Registration
from eventapp.registration.queries import delegations
from eventapp.registration.services import changes, invitation_reminders, invitations
from eventapp.registration.services.bulk import send_links
from eventapp.registration.services.delegations import approve_delegate, correct_delegate
from eventapp.registration.services.invitations import InvitationChange
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.web.access import Audience, open_to

INVITED = "/<event:event>/manage/cohosts/<int:host_id>/delegation/invited/<public_id>"
REGISTERED = "/<event:event>/manage/cohosts/<int:host_id>/delegation/registered/<reference>"


def _invitation(host: Host, public_id: str) -> Invitation:
    invitation = delegations.invitation_of(db.session(), host.organisation, public_id)
    if invitation is None:
        raise NotFound(Sentence("This invitation does not exist."))
    return invitation


def _registration(host: Host, reference: str) -> Registration:
    registration = queries.visible(db.session(), part_of(host), reference)
    if registration is None:
        raise NoSuchRegistration
    return registration


@bp.route(INVITED, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def correct_invitation(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Correct whom an invitation goes to, in its row of the list, and send it again."""
    host = own_host(host_id)
    invitation = _invitation(host, public_id)
    held = InvitationChange.of(invitation)
    form = CorrectInvitationForm.of(held)
    if form.validate_on_submit():
        try:
            invitation_reminders.change_invitation(
                db.session(), invitation, event, form.change(held), by=actor(), now=clock.now()
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("Corrected; the invitation is on its way again."))
            return back_to(event, host)
    return shown(event, host, public_id, correct=form)


@bp.post(f"{INVITED}/send")
@open_to(Audience.MEMBER, *ACTING)
def send_invitation_again(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Write again to one person who has not answered."""
    host = own_host(host_id)
    invitation = _invitation(host, public_id)
    invitation_reminders.send_again(db.session(), invitation, event, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The invitation is on its way."))
    return back_to(event, host)


@bp.post(f"{INVITED}/withdraw")
@open_to(Audience.MEMBER, *ACTING)
def withdraw_from_delegation(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Take an invitation back: its place is free for somebody else."""
    host = own_host(host_id)
    invitations.withdraw(db.session(), _invitation(host, public_id), by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The invitation has been withdrawn; its link is no longer valid."))
    return back_to(event, host)


@bp.route(REGISTERED, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def correct_delegate_of(event: Event, host_id: int, reference: str) -> ResponseReturnValue:
    """Correct who somebody of the delegation is, in their row of the list."""
    host = own_host(host_id)
    registration = _registration(host, reference)
    held = RegistrationChange.of(registration)
    form = DelegateForm.of(held)

    def save() -> None:
        correct_delegate(
            db.session(),
            registration,
            event,
            host.organisation,
            form.change(db.session(), event, held),
            seen=form.looked_at(),
            by=actor(),
            now=clock.now(),
        )

    if form.validate_on_submit() and saved(form, save):
        return redirect(url_for(".delegation", event=event, host_id=host_id), 303)
    return shown(event, own_host(host_id), reference, correct=form)


@bp.post(f"{REGISTERED}/approve")
@open_to(Audience.MEMBER, *ACTING)
def approve_delegate_of(event: Event, host_id: int, reference: str) -> ResponseReturnValue:
    """Say yes to a request out of the host's places."""
    host = own_host(host_id)
    approve_delegate(
        db.session(),
        _registration(host, reference),
        event,
        host.organisation,
        by=actor(),
        now=clock.now(),
    )
    db.session().commit()
    flash(_("Saved"))
    return back_to(event, host)


@bp.post(f"{REGISTERED}/cancel")
@open_to(Audience.MEMBER, *ACTING)
def cancel_delegate_of(event: Event, host_id: int, reference: str) -> ResponseReturnValue:
    """Cancel the registration of somebody of the delegation; their place is free."""
    host = own_host(host_id)
    changes.cancel(db.session(), _registration(host, reference), event, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("Saved"))
    return back_to(event, host)


@bp.post(f"{REGISTERED}/link")
@open_to(Audience.MEMBER, *ACTING)
def send_delegate_link(event: Event, host_id: int, reference: str) -> ResponseReturnValue:
    """Send somebody of the delegation the way to their page again."""
    host = own_host(host_id)
    person = _registration(host, reference)
    result = send_links(db.session(), event, [person], by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The link is on its way.") if result.done else _("There is no e-mail address."))
    return back_to(event, host)
