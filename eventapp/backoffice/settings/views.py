"""Editing the event itself."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.records.notices import tell_of_promotion, warn_of_overfull
from eventapp.backoffice.records.sections import section_of
from eventapp.backoffice.settings.forms import EventForm, zones
from eventapp.errors import Refusal
from eventapp.events import calendar
from eventapp.events import services as event_services
from eventapp.events.models import Event, Role, WaitingList
from eventapp.extensions import db
from eventapp.forms.kinds import KINDS
from eventapp.forms.records import text_of
from eventapp.i18n import gettext as _
from eventapp.moments import on_clock, shown_on_clock
from eventapp.orm import Translated
from eventapp.registration.services import revisions
from eventapp.turns import only_reads
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import columns_of
from eventapp.web.pages import page
from eventapp.workflows import day_shift, event_changes

TRANSLATED = (
    "title", "name", "kind", "summary", "description", "venue", "city", "directions", "entry_note",
)  # fmt: skip
PLAIN = ("address", "places", "offer_hours", "signed_by", "contact_email", "contact_phone")
NUMBERS = ("places", "offer_hours")
MOMENTS = {
    "starts": "starts_at",
    "ends": "ends_at",
    "opens": "registration_opens_at",
    "closes": "registration_closes_at",
    "edits_close": "edits_close_at",
    "names_frozen": "names_frozen_at",
}


@bp.route("/<event:event>/manage/settings", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def settings(event: Event) -> ResponseReturnValue:
    """Edit the event; another time zone is asked about with the facts first."""
    held = _held(event)
    form = EventForm(data=held)
    days = day_shift.days_between(held["starts"], form.starts.data)
    sessions = event_changes.number_with_times(db.session(), event)
    if form.validate_on_submit() and _is_sure(event, form, sessions=bool(days and sessions)):
        try:
            event_changes.check_version(event.version, form.version.data)
            _save(event, form)
            if form.takes_sessions_along and days and sessions:
                day_shift.move_along(db.session(), event, days, by=actor(), now=clock.now())
            db.session().commit()
        except (Refusal, StaleDataError) as error:
            db.session().rollback()
            form.refuse_save(error, event)
        else:
            flash(_("Saved"))
            warn_of_overfull(event)
            tell_of_promotion(event)
            return redirect(url_for(".settings", event=event), 303)
    return _page(event, form, days)


def _page(event: Event, form: EventForm, days: int) -> ResponseReturnValue:
    """Show the form; of another day, every session that would stay behind."""
    if request.method == "POST":
        only_reads(db.session())
    behind = day_shift.sessions_with_times(db.session(), event) if days else ()
    return page(
        "backoffice/settings/settings.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        kinds=[one for one in KINDS.values() if section_of(one) == "settings"],
        zones=zones().values(),
        moves=form.zone.data != event.zone and not form.zone.errors,
        sessions=event_changes.number_with_times(db.session(), event),
        untold=revisions.how_many(db.session(), event),
        was=revisions.last_told(db.session(), event),
        days=days,
        behind=day_shift.later(behind, event, days),
        matters=calendar.changed,
        facts=calendar.facts_of(event),
        Translated=Translated,
    )


def _held(event: Event) -> dict[str, Any]:
    """Return what stands in the event, as its form shows it."""
    moments = {
        name: shown_on_clock(getattr(event, column), event.tzinfo)
        for name, column in MOMENTS.items()
    }
    return {**columns_of(event), **moments, "waiting_list": event.waiting_list.value}


def _save(event: Event, form: EventForm) -> None:
    """Write the form into the event; where nothing differs, nothing is written or noted."""
    session, now = db.session(), clock.now()
    before = calendar.facts_of(event)
    with session.no_autoflush:  # what differs is asked before it is written
        _store(event, form)
        if not session.is_modified(event):
            return
    event_services.note_revision(session, event, before, now=now)
    event_changes.places_changed(session, event, by=actor(), now=now)


def _is_sure(event: Event, form: EventForm, *, sessions: bool) -> bool:
    """Say whether the organiser has seen what another zone or another day does, or neither is."""
    if form.zone.data != event.zone and not form.zone_sure.data:
        form.zone_sure.errors = [_("Read what happens to the times, then tick this box.")]
    if sessions and not form.sessions_follow.data:
        form.sessions_follow.errors = [
            _("Choose what should happen to the sessions, then save again.")
        ]
    return not (form.zone_sure.errors or form.sessions_follow.errors)


def _store(event: Event, form: EventForm) -> None:
    for name in TRANSLATED:
        setattr(event, name, text_of(form[name]))
    for name in PLAIN:
        setattr(event, name, form[name].data if name in NUMBERS else form[name].data or "")
    event_changes.change_zone(db.session(), event, form.zone.data, by=actor(), now=clock.now())
    for name, column in MOMENTS.items():
        held = getattr(event, column)
        setattr(event, column, on_clock(form[name].data, event.tzinfo, held=held))
    event.waiting_list = WaitingList(form.waiting_list.data)
    event.published = form.published.data
