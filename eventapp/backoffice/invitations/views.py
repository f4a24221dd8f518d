"""The organisers' list of personal invitations: invite one or many, remind, take back."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.reminding import remind_in_steps
from eventapp.errors import NotFound, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Category, Event, Role
from eventapp.extensions import db
from eventapp.forms.categories import GuestsForm
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.registration.models import Invitation, InvitationState
from eventapp.registration.services import invitations as services
from eventapp.registration.services.invitation_reminders import remind
from eventapp.turns import nothing_held
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.public_texts import untranslated_in_invitations

WORDS = {
    InvitationState.OPEN: ("info", "wait", Sentence("no answer yet")),
    InvitationState.ACCEPTED: ("ok", "check", Sentence("is coming")),
    InvitationState.DECLINED: ("warn", "cross", Sentence("not coming")),
    InvitationState.WITHDRAWN: ("bad", "cross", Sentence("withdrawn")),
}


@bp.route("/<event:event>/manage/invitations", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def invitations(event: Event) -> ResponseReturnValue:
    """Show who was invited and what they answered; invite more people."""
    categories = {
        category.key: category for category in events.offered_categories(db.session(), event)
    }
    form = GuestsForm.for_event(list(categories.values()))
    written = _written(event, categories, form) if form.is_submitted() else []
    if written and _invite_once(event, form, written):
        db.session().commit()
        flash(
            ngettext(
                "One invitation is on its way.",
                "%(num)s invitations are on their way.",
                len(written),
            )
        )
        return redirect(url_for(".invitations", event=event), 303)
    return page(
        "backoffice/invitations/invitations.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        invitations=services.of_event(db.session(), event),
        WORDS=WORDS,
        State=InvitationState,
        untranslated=untranslated_in_invitations(db.session(), event),
    )


def _written(
    event: Event, categories: Mapping[str, Category], form: GuestsForm
) -> Sequence[services.Written]:
    """Read the list and write its e-mails while others write; none where the form is refused."""
    with nothing_held(db.session()):
        if not form.validate():
            return []
        category, guests = categories[form.category.data], [guest for _row, guest in form.guests()]
        return services.written_to(event, category, guests, now=clock.now())


def _invite_once(event: Event, form: GuestsForm, written: Sequence[services.Written]) -> bool:
    """Invite everybody of the list, or nobody: then each line says why.

    The same list sent twice invites once.
    """
    session, by, now = db.session(), actor(), clock.now()
    if not form.is_first(session, f"guests {event.id} {by.id}", now=now):
        return True
    refused = services.invite_all(session, event, written, by=by, now=now)
    if refused:
        session.rollback()
        rows = [row for row, _guest in form.guests()]
        form.refuse_lines([(rows[place], why) for place, why in refused.items()])
    return not refused


@bp.post("/<event:event>/manage/invitations/remind")
@open_to(Audience.MEMBER, Role.ORGANISER)
def remind_invited(event: Event) -> ResponseReturnValue:
    """Write again to everybody who has not answered, in steps: doors do not wait for them."""
    by, now = actor(), clock.now()
    remind_in_steps(lambda: remind(db.session(), event, by=by, now=now))
    return redirect(url_for(".invitations", event=event), 303)


@bp.post("/<event:event>/manage/invitations/<public_id>/withdraw")
@open_to(Audience.MEMBER, Role.ORGANISER)
def withdraw_invitation(event: Event, public_id: str) -> ResponseReturnValue:
    """Take one invitation back."""
    invitation: Invitation | None = services.by_public_id(db.session(), event, public_id)
    if invitation is None:
        raise NotFound(Sentence("This invitation does not exist."))
    services.withdraw(db.session(), invitation, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The invitation has been withdrawn; its link is no longer valid."))
    return redirect(url_for(".invitations", event=event), 303)
