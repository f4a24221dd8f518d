"""The team of a host: who acts for it, invited by an e-mail that names host and task."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts import queries as accounts
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.forms import RepresentativeForm
from eventapp.backoffice.cohosts.own import ACTING, own_host
from eventapp.backoffice.member import actor
from eventapp.errors import Refusal
from eventapp.events import services as event_services
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.people import services
from eventapp.people.models import Host, HostMember
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/cohosts/<int:host_id>/team", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def cohost_team(event: Event, host_id: int) -> ResponseReturnValue:
    """Show who acts for a host; invite one more."""
    host, form = own_host(host_id), RepresentativeForm()
    if form.validate_on_submit() and _invited(event, host, form):
        return redirect(url_for(".cohost_team", event=event, host_id=host_id), 303)
    users = [member.user_id for member in host.members]
    return page(
        "backoffice/cohosts/team.html",
        422 if form.errors or form.form_errors else 200,
        event=event,
        host=host,
        form=form,
        new=accounts.never_signed_in(db.session(), users),
        links=accounts.open_invitations(
            db.session(), event_services.invited_to(event), now=clock.now()
        ),
    )


def _invited(event: Event, host: Host, form: RepresentativeForm) -> bool:
    """Invite who was typed; refused: the form says why."""
    try:
        services.add_representative(
            db.session(), event, host, form.representative(), by=actor(), now=clock.now()
        )
        db.session().commit()
    except Refusal as refusal:
        db.session().rollback()
        form.refuse(refusal)
        return False
    flash(_("The invitation is on its way."))
    return True


def _member(host: Host, member_id: int) -> HostMember:
    return next((member for member in host.members if member.id == member_id), None) or abort(404)


@bp.post("/<event:event>/manage/cohosts/<int:host_id>/team/<int:member_id>/invite")
@open_to(Audience.MEMBER, *ACTING)
def invite_representative_again(event: Event, host_id: int, member_id: int) -> ResponseReturnValue:
    """Send the link once more to a representative; the former one ends."""
    host = own_host(host_id)
    user = _member(host, member_id).user
    services.invite_representative_again(
        db.session(), event, host, user, by=actor(), now=clock.now()
    )
    db.session().commit()
    flash(_("The invitation is on its way."))
    return redirect(url_for(".cohost_team", event=event, host_id=host_id), 303)


@bp.post("/<event:event>/manage/cohosts/<int:host_id>/team/<int:member_id>/remove")
@open_to(Audience.MEMBER, *ACTING)
def remove_representative(event: Event, host_id: int, member_id: int) -> ResponseReturnValue:
    """Take a representative out of a host's team."""
    host = own_host(host_id)
    user = _member(host, member_id).user
    services.dismiss_representative(db.session(), event, host, user, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("%(name)s no longer has this role.", name=user.name or user.email))
    return redirect(url_for(".cohost_team", event=event, host_id=host_id), 303)
