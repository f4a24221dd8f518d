"""The back office's first page, badges and journal."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.own import own_hosts
from eventapp.backoffice.navigation import STAFF, WHOLE, may_open, own_part
from eventapp.backoffice.overview.changed_fields import changed_fields
from eventapp.backoffice.overview.naming import logged, named_in
from eventapp.checkin import queries as checkin
from eventapp.events.models import Event, Phase, Role
from eventapp.extensions import db
from eventapp.journal import queries as journal
from eventapp.moments import milliseconds
from eventapp.registration import queries as registration
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import overview


@bp.get("/<event:event>/manage/")
@open_to(Audience.MEMBER, *STAFF)
def dashboard(event: Event) -> ResponseReturnValue:
    """Show how the event stands and what needs a person; a host's part has a page of its own."""
    if own_part() and (hosts := own_hosts(event)):
        return redirect(url_for(".cohost", event=event, host_id=hosts[0].id), 303)
    scope, now = access.member().scope, clock.now()
    contingents = everything = registration.by_category(db.session(), event)
    line, most = overview.curve(db.session(), event, now=now), event.places or 0
    if own_part():
        contingents = registration.of_part(db.session(), event, scope)
        line, most = overview.curve_of_part(db.session(), scope, now=now), 0
    top = max(most, line[-1][1])
    entries = journal.latest(db.session(), scope, most=8)
    tasks = overview.tasks(db.session(), event, scope, now=now)
    return page(
        "backoffice/overview/dashboard.html",
        event=event,
        phase=registration.phase(event, everything, now),
        Phase=Phase,
        contingents=contingents,
        held=sum(contingent.held for contingent in contingents),
        waiting=sum(contingent.waiting for contingent in contingents),
        states=registration.counts(db.session(), scope),
        tasks=[task for task in tasks if may_open(task.endpoint)],
        may_open=may_open,
        line=line,
        points=overview.chart_points(line, top),
        progress=registration.promotion_progress(db.session(), event),
        top=top,
        whole=not own_part(),
        doors=checkin.counts(db.session(), event, now_ms=milliseconds(now)),
        entries=entries,
        **named_in(event, scope, entries),
    )


STOP_ASKING = 286
"""The status that ends htmx's asking every few seconds."""


@bp.get("/<event:event>/manage/promotion")
@open_to(Audience.MEMBER, *WHOLE)
def promotion(event: Event) -> ResponseReturnValue:
    """Show how far the waiting list has moved up, alone: asked for while it does."""
    progress = registration.promotion_progress(db.session(), event)
    return page(
        "backoffice/overview/promotion.html", 200 if progress else STOP_ASKING, progress=progress
    )


@bp.get("/<event:event>/manage/activity-log")
@open_to(Audience.MEMBER, Role.ORGANISER)
def activity_log(event: Event) -> ResponseReturnValue:
    """Show who did what, newest first."""
    return page(
        "backoffice/overview/activity_log.html",
        event=event,
        changed_fields=changed_fields,
        **logged(event, access.member().scope),
    )
