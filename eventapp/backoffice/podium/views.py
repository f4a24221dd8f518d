"""Papers for the podium: what to print, what to look at before, their files."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from eventapp import clock, i18n
from eventapp.backoffice.blueprint import bp
from eventapp.composition import settings
from eventapp.documents import queries as documents
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.languages import LANGUAGES
from eventapp.podium import making, overview, queries
from eventapp.podium.errors import NothingToPrint, PaperIsGone
from eventapp.podium.papers import DOCUMENT, NAMES, Paper, Selection
from eventapp.podium.render import document_of
from eventapp.turns import nothing_held
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import anew, page

PRINTERS = (Role.ORGANISER, Role.AGENDA)
ORGANISERS_ALONE = frozenset({Paper.CONTACTS})
"""What tells how people are reached."""


@bp.get("/<event:event>/manage/podium")
@open_to(Audience.MEMBER, *PRINTERS)
def podium(event: Event) -> ResponseReturnValue:
    """Show what can be printed, what to look at before, and the files there are."""
    stages = queries.stages(db.session(), event)
    as_of = queries.as_of(db.session(), event, now=clock.now())
    days = sorted({stage.day(event.zone) for stage in stages})
    selection = _selection(request.args, days)
    return page(
        "backoffice/podium/podium.html",
        event=event,
        papers={paper: NAMES[paper] for paper in _papers()},
        names=NAMES,
        days=days,
        stages=stages,
        selection=selection,
        look=overview.of(queries.chosen(stages, event, selection), as_of),
        as_of=as_of,
        **_files(event),
    )


@bp.post("/<event:event>/manage/podium")
@open_to(Audience.MEMBER, *PRINTERS)
def print_podium(event: Event) -> ResponseReturnValue:
    """Let the worker make a paper, and lead to the page that shows how far it is."""
    with nothing_held(db.session()):
        stages = queries.stages(db.session(), event)
        selection = _selection(request.form, {stage.day(event.zone) for stage in stages})
        read = queries.read(db.session(), event, selection, now=clock.now())
        nothing = document_of(event, read, selection) is None
    back = redirect(url_for(".podium", event=event, **_in_address(selection)), 303)
    if nothing:
        flash(i18n.render(NothingToPrint().sentence))
        return back
    who = access.viewer().name
    making.ask(db.session(), event, selection, by=who, now=clock.now())
    db.session().commit()
    return back


@bp.get("/<event:event>/manage/podium/progress")
@open_to(Audience.MEMBER, *PRINTERS)
def podium_progress(event: Event) -> ResponseReturnValue:
    """Show how far the papers are, alone: asked for while one is made; then the page is anew."""
    files = _files(event)
    if not files["unfinished"]:
        return anew()
    return page("backoffice/podium/podium_progress.html", event=event, names=NAMES, **files)


@bp.get("/<event:event>/manage/podium/<public_id>.pdf")
@open_to(Audience.MEMBER, *PRINTERS)
def podium_file(event: Event, public_id: str) -> ResponseReturnValue:
    """Hand out a finished paper while its file is kept."""
    job = documents.ready(db.session(), event.id, DOCUMENT, public_id, now=clock.now())
    if job is None or Selection.of(job.arguments).paper not in _papers():
        raise PaperIsGone
    path = documents.path_of(settings().documents_dir, job)
    if not path.is_file():
        raise PaperIsGone
    paper = Selection.of(job.arguments).paper.value
    response = send_file(
        path,
        "application/pdf",
        as_attachment=True,
        download_name=f"{event.slug}-{paper}.pdf",
        etag=False,
    )
    response.headers.remove("Cache-Control")  # then it is personal, as every page of the team
    return response


def _papers() -> list[Paper]:
    """Return the papers that the viewer may have."""
    organiser = Role.ORGANISER in access.member().roles
    return [paper for paper in Paper if organiser or paper not in ORGANISERS_ALONE]


def _selection(sent: "MultiDict[str, str]", days: "set[date] | list[date]") -> Selection:
    """Return what was chosen; what there is not means everything, and name tents."""
    papers = {paper.value: paper for paper in _papers()}
    day, language = sent.get("day", ""), sent.get("language", "")
    chosen = Selection(
        papers.get(sent.get("paper", ""), Paper.NAME_TENTS),
        language if language in LANGUAGES else i18n.language(),
        session=sent.get("session", "")[:24],
        unconfirmed="unconfirmed" in sent,
        own_language="own_language" in sent or "paper" not in sent,
    )
    known = {known.isoformat() for known in days}
    return replace(chosen, day=day if day in known else "")


def _in_address(selection: Selection) -> dict[str, Any]:
    """Return the selection as an address carries it."""
    ticks = {"unconfirmed": selection.unconfirmed, "own_language": selection.own_language}
    ticked = {name: "yes" if yes else "" for name, yes in ticks.items()}
    stored = {**selection.stored(), **ticked}
    return {name: str(value) for name, value in stored.items() if value}


def _files(event: Event) -> dict[str, Any]:
    """Return the papers that were asked for, each with its selection, and whether one is made."""
    now, mine = clock.now(), set(_papers())
    jobs = documents.recent(db.session(), event.id, DOCUMENT, now=now)
    files: list[tuple[DocumentJob, Selection]] = [
        (job, Selection.of(job.arguments)) for job in jobs
    ]
    return {
        "files": [(job, chosen) for job, chosen in files if chosen.paper in mine],
        "unfinished": any(job.ended_at is None for job, chosen in files if chosen.paper in mine),
        "titles": queries.titles(db.session(), event, [chosen.session for _, chosen in files]),
        "overdue": any(documents.is_overdue(job, now=now) for job, _ in files),
    }
