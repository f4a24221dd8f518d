"""Badges: what to look at before printing, print runs, their files."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.backoffice.badges.printing import badge_sheets, usual_layout
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import visible
from eventapp.badges import looks
from eventapp.badges import queries as badge_queries
from eventapp.badges.errors import FileIsGone, NoBadges
from eventapp.badges.jobs import look_through_badges
from eventapp.badges.render import event_troubles
from eventapp.badges.services import DOCUMENT
from eventapp.badges.sheets import LAYOUTS
from eventapp.composition import do_soon, settings
from eventapp.documents import queries as documents
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import anew, page

A_PAGE = 100


@bp.get("/<event:event>/manage/badges")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.DESK)
def badges(event: Event) -> ResponseReturnValue:
    """Show how many badges there are, new and changed, and what to look at before printing."""
    return _badges_page(event)


def _badges_page(event: Event, *, asked: bool = False) -> Response:
    """Return the page; `asked` when printing again what is printed must be said explicitly."""
    most = None if request.args.get("lines") == "all" else A_PAGE
    report = looks.report(db.session(), event, most=most)
    if report.due:
        do_soon(look_through_badges)
    return page(
        "backoffice/badges/badges.html",
        event=event,
        report=report,
        missing=badge_queries.how_many_without_badge(db.session(), event),
        grave=[*event_troubles(event), *report.grave],
        layouts=LAYOUTS,
        usual=usual_layout(event),
        **_run(_badge_job(event)),
        runs=badge_queries.print_runs(db.session(), event),
        asked=asked,
    )


@bp.get("/<event:event>/manage/badges/looks")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.DESK)
def badge_looks(event: Event) -> ResponseReturnValue:
    """Show how many badges are looked through, alone: asked for until all are; then anew."""
    report = looks.report(db.session(), event, most=0)
    if not report.behind:
        return anew()
    return page("backoffice/badges/badge_looks.html", event=event, report=report)


@bp.post("/<event:event>/manage/badges")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.DESK)
def print_badges(event: Event) -> ResponseReturnValue:
    """Hand out the PDF; the whole lot is printed a second time only after a word."""
    layout = LAYOUTS.get(request.form.get("layout", "")) or usual_layout(event)
    chosen = request.form.get("only", "all")
    chosen = chosen if chosen in {"all", "new", "changed"} else "all"
    again = chosen == "all" and badge_queries.printed(db.session(), event)
    if again and "again" not in request.form:
        return _badges_page(event, asked=True), HTTPStatus.CONFLICT
    try:
        return badge_sheets(event, layout, chosen)
    except NoBadges as refusal:
        flash(i18n.render(refusal.sentence))
        return redirect(url_for(".badges", event=event), 303)


@bp.post("/<event:event>/manage/registrations/<reference>/badge")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.DESK)
def print_badge(event: Event, reference: str) -> ResponseReturnValue:
    """Hand out one person's badge, also a second time, on the paper that was printed on last."""
    registration = visible(reference)
    try:
        return badge_sheets(event, usual_layout(event), "all", [registration.id])
    except NoBadges as refusal:
        flash(i18n.render(refusal.sentence))
        return redirect(url_for(".registration", event=event, reference=reference), 303)


@bp.get("/<event:event>/manage/badges/progress")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.DESK)
def badge_progress(event: Event) -> ResponseReturnValue:
    """Show how far the print run is, alone: asked for while it lasts; then the page is anew."""
    job = _badge_job(event)
    if job is None or job.ended_at is not None:
        return anew()
    return page("backoffice/badges/badge_progress.html", event=event, **_run(job))


@bp.get("/<event:event>/manage/badges/<public_id>.pdf")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.DESK)
def badge_file(event: Event, public_id: str) -> ResponseReturnValue:
    """Hand out a finished print run while its file is kept."""
    job = documents.ready(db.session(), event.id, DOCUMENT, public_id, now=clock.now())
    path = documents.path_of(settings().documents_dir, job) if job is not None else None
    if path is None or not path.is_file():
        raise FileIsGone
    name = f"{event.slug}-badges.pdf"
    response = send_file(
        path, "application/pdf", as_attachment=True, download_name=name, etag=False
    )
    response.headers.remove("Cache-Control")  # then it is personal, as every page of the team
    return response


def _run(job: DocumentJob | None) -> dict[str, Any]:
    """Return what a page says of a print run in the background."""
    return {"job": job, "overdue": documents.is_overdue(job, now=clock.now())}


def _badge_job(event: Event) -> DocumentJob | None:
    """Return the event's newest print run in the background, as long as its file is kept."""
    return documents.latest(db.session(), event.id, DOCUMENT, DOCUMENT, now=clock.now())
