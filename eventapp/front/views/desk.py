"""The back office's first page, badges and journal."""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.badges import looks
from eventapp.badges import making as print_runs
from eventapp.badges import queries as badge_queries
from eventapp.badges import services as badge_services
from eventapp.badges.errors import FileIsGone, NoBadges
from eventapp.badges.jobs import look_through_badges
from eventapp.badges.render import document_of, event_troubles, keys_folder
from eventapp.badges.services import DOCUMENT
from eventapp.badges.sheets import LAYOUTS, Layout
from eventapp.checkin import queries as checkin
from eventapp.documents import making
from eventapp.documents import queries as documents
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event, Phase
from eventapp.extensions import db, nothing_held
from eventapp.front import queries
from eventapp.front.blueprint import bp
from eventapp.journal import queries as journal
from eventapp.journal.models import Entry
from eventapp.mail.worker import do_soon
from eventapp.registration import queries as registration
from eventapp.registration.services import invitations
from eventapp.scope import Scope
from eventapp.web import access, clock, i18n
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import anew, as_file, page
from eventapp.web.pdf import render

A_PAGE = 100
BIGGEST_ID = 2**31
STAFF = ("organiser", "agenda", "desk", "care", "gate", "cohost")


WHOLE = tuple(role for role in STAFF if role != "cohost")
"""Who sees numbers of the whole event, a co-host's representative not among them."""

PAGES: dict[str, tuple[str, ...]] = {
    "front.dashboard": STAFF,
    "front.registrations": ("organiser", "desk", "cohost"),
    "front.agenda_editor": ("organiser", "agenda"),
    "front.directory": ("organiser", "agenda"),
    "front.letters": ("organiser", "cohost"),
    "front.badges": ("organiser", "desk"),
    "checkin.doors": ("organiser", "gate"),
    "front.settings": ("organiser",),
}
"""The back office's pages in the order of its navigation, each with the roles it admits."""


def may_open(endpoint: str) -> bool:
    """Say whether the member may open a page of the navigation."""
    return bool(access.member().roles.intersection(PAGES[endpoint]))


def own_part() -> bool:
    """Say whether the member sees the part of a co-host alone, in lists as in numbers."""
    return not access.member().roles.intersection(WHOLE)


def desk_links(event: Event) -> list[tuple[str, str, str]]:
    """Return (address, words, key) of the back office's pages the member may open."""
    words = {
        "front.dashboard": (_("Overview"), "dashboard"),
        "front.registrations": (_("Registrations"), "registrations"),
        "front.agenda_editor": (_("Programme"), "agenda"),
        "front.directory": (_("People"), "people"),
        "front.letters": (_("E-mails"), "letters"),
        "front.badges": (_("Badges"), "badges"),
        "checkin.doors": (_("Check-in"), "doors"),
        "front.settings": (_("Settings"), "settings"),
    }
    return [
        (url_for(endpoint, event=event), *words[endpoint])
        for endpoint in PAGES
        if may_open(endpoint)
    ]


def install(app: Flask) -> None:
    """Give templates the back office's navigation."""
    app.jinja_env.globals["desk_links"] = desk_links


@bp.get("/<event:event>/manage/")
@open_to(Audience.MEMBER, *STAFF)
def dashboard(event: Event) -> ResponseReturnValue:
    """Show how the event stands and what needs a person."""
    scope, now = access.member().scope, clock.now()
    contingents = everything = registration.by_category(db.session(), event)
    line, most = queries.curve(db.session(), event, now=now), event.places or 0
    if own_part():
        contingents = registration.of_part(db.session(), event, scope)
        line, most = queries.curve_of_part(db.session(), scope, now=now), 0
    top = max(most, line[-1][1])
    entries = journal.latest(db.session(), scope, most=8)
    tasks = queries.tasks(db.session(), event, scope, now=now)
    return page(
        "front/dashboard.html",
        event=event,
        phase=registration.phase(event, everything, now),
        Phase=Phase,
        contingents=contingents,
        held=sum(one.held for one in contingents),
        waiting=sum(one.waiting for one in contingents),
        states=registration.counts(db.session(), scope),
        tasks=[one for one in tasks if may_open(one.endpoint)],
        may_open=may_open,
        line=line,
        points=queries.chart_points(line, top),
        progress=registration.promotion_progress(db.session(), event),
        top=top,
        whole=not own_part(),
        doors=checkin.counts(db.session(), event, now_ms=int(now.timestamp() * 1000)),
        entries=entries,
        **_named(event, scope, entries),
    )


STOP_ASKING = 286
"""The status that ends htmx's asking every few seconds."""


@bp.get("/<event:event>/manage/promotion")
@open_to(Audience.MEMBER, *WHOLE)
def promotion(event: Event) -> ResponseReturnValue:
    """Show how far the waiting list has moved up, alone: asked for while it does."""
    progress = registration.promotion_progress(db.session(), event)
    return page("front/promotion.html", 200 if progress else STOP_ASKING, progress=progress)


def _named(event: Event, scope: Scope, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return whom entries of the journal are about, as far as the reader may see them."""
    numbers: dict[str, list[int]] = {"registration": [], "invitation": [], "session": []}
    for one in entries:
        numbers.setdefault(one.object_kind, []).append(one.object_id or 0)
    all_seen = scope.organisation_ids is None
    guests = numbers["invitation"] if all_seen else []
    return {
        "people": registration.by_ids(db.session(), scope, numbers["registration"]),
        "titles": agenda.titles(db.session(), event, numbers["session"]),
        "guests": invitations.by_ids(db.session(), event, guests),
    }


@bp.get("/<event:event>/manage/journal")
@open_to(Audience.MEMBER, "organiser")
def journal_page(event: Event) -> ResponseReturnValue:
    """Show who did what, newest first."""
    scope, before = access.member().scope, request.args.get("before", type=int)
    if before is not None and not 0 < before < BIGGEST_ID:
        before = None
    found = journal.latest(db.session(), scope, most=A_PAGE + 1, before=before)
    shown = found[:A_PAGE]
    return page(
        "front/journal_page.html",
        event=event,
        entries=shown,
        **_named(event, scope, shown),
        older=shown[-1].id if len(found) > A_PAGE else None,
    )


@bp.get("/<event:event>/manage/badges")
@open_to(Audience.MEMBER, "organiser", "desk")
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
        "front/badges.html",
        event=event,
        report=report,
        missing=badge_queries.how_many_without_badge(db.session(), event),
        grave=[*event_troubles(event), *report.grave],
        layouts=LAYOUTS,
        job=_badge_job(event),
        runs=badge_queries.print_runs(db.session(), event),
        asked=asked,
    )


@bp.get("/<event:event>/manage/badges/looks")
@open_to(Audience.MEMBER, "organiser", "desk")
def badge_looks(event: Event) -> ResponseReturnValue:
    """Show how many badges are looked through, alone: asked for until all are; then anew."""
    report = looks.report(db.session(), event, most=0)
    if not report.behind:
        return anew()
    return page("front/badge_looks.html", event=event, report=report)


@bp.post("/<event:event>/manage/badges")
@open_to(Audience.MEMBER, "organiser", "desk")
def print_badges(event: Event) -> ResponseReturnValue:
    """Hand out the PDF; the whole lot is printed a second time only after a word."""
    layout = LAYOUTS.get(request.form.get("layout", ""), LAYOUTS["a6"])
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


@bp.get("/<event:event>/manage/badges/progress")
@open_to(Audience.MEMBER, "organiser", "desk")
def badge_progress(event: Event) -> ResponseReturnValue:
    """Show how far the print run is, alone: asked for while it lasts; then the page is anew."""
    job = _badge_job(event)
    if job is None or job.ended_at is not None:
        return anew()
    return page("front/badge_progress.html", event=event, job=job)


@bp.get("/<event:event>/manage/badges/<public_id>.pdf")
@open_to(Audience.MEMBER, "organiser", "desk")
def badge_file(event: Event, public_id: str) -> ResponseReturnValue:
    """Hand out a finished print run while its file is kept."""
    job = documents.ready(db.session(), event.id, DOCUMENT, public_id, now=clock.now())
    path = documents.path_of(making.folder(), job) if job is not None else None
    if path is None or not path.is_file():
        raise FileIsGone
    name = f"{event.slug}-badges.pdf"
    response = send_file(
        path, "application/pdf", as_attachment=True, download_name=name, etag=False
    )
    response.headers.remove("Cache-Control")  # then it is personal, as every page of the team
    return response


def _badge_job(event: Event) -> DocumentJob | None:
    """Return the event's newest print run in the background, as long as its file is kept."""
    return documents.latest(db.session(), event.id, DOCUMENT, DOCUMENT, now=clock.now())


def badge_sheets(
    event: Event, layout: Layout, chosen: str, only: Collection[int] | None = None
) -> ResponseReturnValue:
    """Answer with the PDF, of `only` these registrations if given; a big one is the worker's.

    Missing codes are issued and what is in the PDF is marked as printed.
    """
    badge_services.issue_missing(db.session(), event, keys_folder(), now=clock.now())
    with nothing_held(db.session()):
        faces = badge_services.faces(db.session(), event, chosen=chosen, only=only)
        if not faces:
            raise NoBadges
        document = None
        if not print_runs.is_big(faces, layout):
            document = document_of(event, agenda.released(db.session(), event), faces, layout)
    if document is None:
        return _in_background(event, layout, chosen, only)
    content = render(document)
    badge_services.mark_printed(
        db.session(),
        event,
        faces,
        layout=layout.key,
        chosen=chosen,
        by=access.viewer().name,
        now=clock.now(),
    )
    db.session().commit()
    return as_file(Response(content), "application/pdf", f"{event.slug}-badges.pdf")


def _in_background(
    event: Event, layout: Layout, chosen: str, only: Collection[int] | None
) -> ResponseReturnValue:
    """Let the worker make the PDF, and lead to the page that shows how far it is."""
    who, chosen_ones = access.viewer().name, sorted(only) if only is not None else None
    asked = print_runs.ask(
        db.session(), event, layout, chosen, chosen_ones, by=who, now=clock.now()
    )
    db.session().commit()
    if not asked:
        flash(_("Badges are already being created; request this print run afterwards."))
    return redirect(url_for(".badges", event=event), 303)
