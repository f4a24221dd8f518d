"""A host's delegation: who comes, who was asked; whom to invite, to remind, to register."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.delegation_forms import (
    InviteDelegateForm,
    RegisterDelegateForm,
)
from eventapp.backoffice.cohosts.inviting import invite_listed, invited_into
from eventapp.backoffice.cohosts.own import ACTING, own_host
from eventapp.backoffice.cohosts.showing import back_to, shown
from eventapp.backoffice.downloads import as_table
from eventapp.backoffice.member import actor
from eventapp.backoffice.reminding import remind_in_steps
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.registration.queries import delegations
from eventapp.registration.services.delegations import register_delegate
from eventapp.registration.services.invitation_reminders import remind
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.delegation_table import rows
from eventapp.workflows.delegations import delegates


@bp.route("/<event:event>/manage/cohosts/<int:host_id>/delegation", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def delegation(event: Event, host_id: int) -> ResponseReturnValue:
    """Show a host's delegation; invite one more person."""
    host = own_host(host_id)
    categories = invited_into(event, host)
    form = InviteDelegateForm.of(list(categories.values()))
    if form.validate_on_submit():
        refused = invite_listed(event, host, categories[form.category.data], [form.guest()])
        if not refused:
            flash(_("The invitation is on its way."))
            return back_to(event, host)
        form.refuse(refused[0])
    return shown(event, host, invite=form)


@bp.route("/<event:event>/manage/cohosts/<int:host_id>/delegation/add", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def add_delegate(event: Event, host_id: int) -> ResponseReturnValue:
    """Register somebody out of the host's places."""
    host = own_host(host_id)
    categories = invited_into(event, host)
    form = RegisterDelegateForm.of(list(categories.values()))
    if form.validate_on_submit():
        try:
            register_delegate(
                db.session(),
                event,
                host.organisation,
                categories[form.category.data],
                form.details(),
                by=actor(),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("Registered; an e-mail is on its way."))
            return back_to(event, host)
    return page(
        "backoffice/cohosts/add_delegate.html",
        422 if form.errors or form.form_errors else 200,
        event=event,
        host=host,
        form=form,
        quota=delegations.quota(db.session(), host.organisation),
    )


@bp.post("/<event:event>/manage/cohosts/<int:host_id>/delegation/remind")
@open_to(Audience.MEMBER, *ACTING)
def remind_delegation(event: Event, host_id: int) -> ResponseReturnValue:
    """Write again to everybody of the delegation who has not answered, in steps."""
    organisation, by, now = own_host(host_id).organisation, actor(), clock.now()
    remind_in_steps(lambda: remind(db.session(), event, organisation, by=by, now=now))
    return redirect(url_for(".delegation", event=event, host_id=host_id), 303)


@bp.get("/<event:event>/manage/cohosts/<int:host_id>/delegation.<any(csv, xlsx):form>")
@open_to(Audience.MEMBER, *ACTING)
def export_delegation(event: Event, host_id: int, form: str) -> ResponseReturnValue:
    """Hand out a host's delegation as a table: who comes, who was asked, who speaks."""
    people = delegates(db.session(), event, own_host(host_id).organisation)
    return as_table(rows(people), form, f"{event.slug}-delegation")
