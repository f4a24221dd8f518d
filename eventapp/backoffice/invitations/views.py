"""The organisers' list of personal invitations: invite one or many, remind, take back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.forms.categories import GuestsForm
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.registration.models import Invitation, InvitationState
from eventapp.registration.services import invitations as services
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

WORDS = {
    InvitationState.OPEN: ("info", "wait", Sentence("no answer yet")),
    InvitationState.ACCEPTED: ("ok", "check", Sentence("is coming")),
    InvitationState.DECLINED: ("warn", "cross", Sentence("not coming")),
    InvitationState.WITHDRAWN: ("bad", "cross", Sentence("withdrawn")),
}


@bp.route("/<event:event>/manage/invitations", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser")
def invitations(event: Event) -> ResponseReturnValue:
    """Show who was invited and what they answered; invite more people."""
    groups = {one.key: one for one in events.offered_categories(db.session(), event)}
    form = GuestsForm.for_event(list(groups.values()))
    if form.validate_on_submit() and _invite_all(event, groups[form.category.data], form):
        db.session().commit()
        number = len(form.guests())
        flash(
            ngettext(
                "One invitation is on its way.", "%(num)s invitations are on their way.", number
            )
        )
        return redirect(url_for(".invitations", event=event), 303)
    return page(
        "backoffice/invitations/invitations.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        found=services.of_event(db.session(), event),
        WORDS=WORDS,
        State=InvitationState,
    )


def _invite_all(event: Event, category: Category, form: GuestsForm) -> bool:
    """Invite everybody of the list, or nobody: then each line says why."""
    session, refused = db.session(), []
    for row, guest in form.guests():
        try:
            services.invite(session, event, category, guest, by=actor(), now=clock.now())
        except Refusal as refusal:
            refused.append((row, refusal))
    if refused:
        session.rollback()
        form.refuse_lines(refused)
    return not refused


@bp.post("/<event:event>/manage/invitations/remind")
@open_to(Audience.MEMBER, "organiser")
def remind_invited(event: Event) -> ResponseReturnValue:
    """Write again to everybody who has not answered."""
    number = services.remind(db.session(), event, by=actor(), now=clock.now())
    db.session().commit()
    flash(
        ngettext("One reminder is on its way.", "%(num)s reminders are on their way.", number)
        if number
        else _(
            "No e-mail is sent: everybody has answered, was reminded "
            "today or does not want reminders."
        )
    )
    return redirect(url_for(".invitations", event=event), 303)


@bp.post("/<event:event>/manage/invitations/<public_id>/withdraw")
@open_to(Audience.MEMBER, "organiser")
def withdraw_invitation(event: Event, public_id: str) -> ResponseReturnValue:
    """Take one invitation back."""
    found: Invitation | None = services.by_public_id(db.session(), event, public_id)
    if found is None:
        raise NotFound(Sentence("This invitation does not exist."))
    services.withdraw(db.session(), found, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The invitation has been withdrawn; its link is no longer valid."))
    return redirect(url_for(".invitations", event=event), 303)
