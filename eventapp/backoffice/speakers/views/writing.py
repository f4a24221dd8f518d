"""Writing to contributors: invitations and reminders, said beforehand who gets what."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.speakers.forms import (
    NOBODY,
    SpeakingInvitationForm,
    SpeakingReminderForm,
)
from eventapp.backoffice.speakers.selection import for_each
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import ngettext
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import in_words
from eventapp.speakers.services.invitations import invite, why_not
from eventapp.speakers.services.reminders import due, remind
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.contributors import of_ids
from eventapp.workflows.public_texts import untranslated_for_contributors


def _chosen(event: Event) -> Sequence[Contributor]:
    """Return whom the address or the form names."""
    return of_ids(db.session(), event, request.values.getlist("pick"))


def _back(event: Event, those: Sequence[Contributor]) -> ResponseReturnValue:
    """Return to the one person, or to the list of many."""
    if len(those) == 1:
        public_id = those[0].person.public_id
        return redirect(url_for(".speaker", event=event, public_id=public_id), 303)
    return redirect(url_for(".speakers_overview", event=event), 303)


@bp.route("/<event:event>/manage/speakers/invite", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def invite_speakers(event: Event) -> ResponseReturnValue:
    """Ask those who are chosen to contribute, each in one e-mail about all their open parts."""
    those = _chosen(event)
    if not those:
        flash(i18n.render(NOBODY))
        return _back(event, those)
    form = SpeakingInvitationForm.of(those)
    if form.validate_on_submit():
        invited = for_each(those, lambda somebody: _invite(event, somebody, form))
        if invited:
            flash(ngettext("Invitation sent.", "%(num)s invitations sent.", invited))
        return _back(event, those)
    reasons = why_not(db.session(), those)
    ready = [somebody for somebody in those if somebody.person_id not in reasons]
    return page(
        "backoffice/speakers/invite.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        those=those,
        ready=ready,
        reasons=[i18n.render(refusal.sentence) for refusal in reasons.values()],
        untranslated=untranslated_for_contributors(db.session(), event, ready),
    )


def _invite(event: Event, contributor: Contributor, form: SpeakingInvitationForm) -> None:
    change = form.change(contributor, access.viewer().name)
    invite(db.session(), event, contributor, change, by=actor(), now=clock.now())


@bp.route("/<event:event>/manage/speakers/remind", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def remind_speakers(event: Event) -> ResponseReturnValue:
    """Say who would get what, then remind them: each of what is missing, and of nothing else."""
    those, form = _chosen(event), SpeakingReminderForm()
    if not those:
        flash(i18n.render(NOBODY))
        return _back(event, those)
    if form.validate_on_submit():
        message = form.message.data or ""
        sent = remind(db.session(), event, those, message=message, by=actor(), now=clock.now())
        db.session().commit()
        flash(ngettext("One person reminded.", "%(num)s people reminded.", len(sent)))
        return _back(event, those)
    reminded = due(db.session(), event, those, now=clock.now())
    who = {each.contributor.id for each in reminded}
    return page(
        "backoffice/speakers/remind.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        those=those,
        due=reminded,
        left=[contributor for contributor in those if contributor.id not in who],
        in_words=in_words,
        untranslated=untranslated_for_contributors(
            db.session(), event, [each.contributor for each in reminded]
        ),
    )
