"""Editing the event itself."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import changes, clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.records.notices import tell_of_promotion, warn_of_overfull
from eventapp.backoffice.records.sections import section_of
from eventapp.backoffice.saving import saved
from eventapp.backoffice.settings.forms import EventForm, zones
from eventapp.changes import ChangedByBoth
from eventapp.events import calendar
from eventapp.events.models import Event, Role
from eventapp.events.services import EventChange
from eventapp.extensions import db
from eventapp.forms.kinds import KINDS
from eventapp.i18n import gettext as _
from eventapp.orm import Translated
from eventapp.registration.services import revisions
from eventapp.turns import only_reads
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import day_shift, event_changes


@bp.route("/<event:event>/manage/settings", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def settings(event: Event) -> ResponseReturnValue:
    """Edit the event; another time zone or day is asked about with the facts first."""
    held = EventChange.of(event)
    form = EventForm.of(held)
    fine = form.validate_on_submit()
    meant = _meant(event, form, held)
    if (
        fine
        and not form.theirs
        and _is_sure(event, form, held, meant)
        and saved(form, lambda: _save(event, form, held))
    ):
        warn_of_overfull(event)
        tell_of_promotion(event)
        return redirect(url_for(".settings", event=event), 303)
    return _page(event, form, held, meant)


def _meant(event: Event, form: EventForm, held: EventChange) -> EventChange:
    """Return the event as it is meant to stand; what both changed is shown side by side."""
    if not form.is_submitted():
        return held
    sent = form.change(db.session(), event, held)
    try:
        return changes.merged(held, sent, form.looked_at())
    except ChangedByBoth as clash:
        if not form.errors:
            form.show(clash)
        return sent


def _save(event: Event, form: EventForm, held: EventChange) -> None:
    session = db.session()
    event_changes.change_event(
        session,
        event,
        form.change(session, event, held),
        seen=form.looked_at(),
        sessions_follow=form.takes_sessions_along,
        by=actor(),
        now=clock.now(),
    )


def _page(
    event: Event, form: EventForm, held: EventChange, meant: EventChange
) -> ResponseReturnValue:
    """Show the form; of another day, every session that would stay behind."""
    if request.method == "POST":
        only_reads(db.session())
    days = day_shift.days_between(held.starts_at, meant.starts_at)
    behind = day_shift.sessions_with_times(db.session(), event) if days else ()
    return page(
        "backoffice/settings/settings.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        kinds=[kind for kind in KINDS.values() if section_of(kind) == "settings"],
        zones=zones().values(),
        moves=meant.zone != held.zone and not form.zone.errors,
        sessions=event_changes.number_with_times(db.session(), event),
        untold=revisions.how_many(db.session(), event),
        was=revisions.last_told(db.session(), event),
        days=days,
        behind=day_shift.later(behind, event, days),
        matters=calendar.changed,
        facts=calendar.facts_of(event),
        Translated=Translated,
    )


def _is_sure(event: Event, form: EventForm, held: EventChange, meant: EventChange) -> bool:
    """Say whether the organiser has seen what another zone or another day does, or neither is."""
    if meant.zone != held.zone and not form.zone_sure.data:
        form.zone_sure.errors = [_("Read what happens to the times, then tick this box.")]
    days = day_shift.days_between(held.starts_at, meant.starts_at)
    sessions = days and event_changes.number_with_times(db.session(), event)
    if sessions and not form.sessions_follow.data:
        form.sessions_follow.errors = [
            _("Choose what should happen to the sessions, then save again.")
        ]
    return not (form.zone_sure.errors or form.sessions_follow.errors)
