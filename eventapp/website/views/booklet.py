"""The programme booklet as a file: handed out, asked for, and how far it is."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import booklet, booklet_making
from eventapp.composition import settings
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page, page_tag, revalidated, still_current
from eventapp.website.blueprint import bp

ASK_AGAIN_SECONDS = 3


@bp.get("/<event:event>/agenda.pdf")
@open_to(Audience.PUBLIC)
def booklet_file(event: Event) -> ResponseReturnValue:
    """Hand out the programme booklet in the reader's language, or with a second one beside it."""
    asked = booklet_making.present(db.session(), event, _edition())
    if unchanged := still_current(asked.name):
        return unchanged
    folder = settings().documents_dir
    job = booklet_making.progress(db.session(), asked, folder, now=clock.now())
    if job is None:
        return page("website/booklet_to_ask_for.html", 404, event=event, asked=_address())
    path = booklet_making.path_of(folder, job)
    if path is None:
        waiting = page("website/booklet_file.html", 503, **_being_made(event, job))
        waiting.headers["Retry-After"] = str(ASK_AGAIN_SECONDS)
        return waiting
    response = Response(path.read_bytes(), content_type="application/pdf")
    name = f"{event.slug}-{asked.edition.key}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return revalidated(response, tag=page_tag(asked.name))


@bp.post("/<event:event>/agenda.pdf")
@open_to(Audience.PUBLIC)
@limited("60 per hour")
def ask_for_booklet(event: Event) -> ResponseReturnValue:
    """Have the booklet made that a reader was told is not made yet; asking twice makes one."""
    asked = booklet_making.present(db.session(), event, _edition())
    folder, now = settings().documents_dir, clock.now()
    if booklet_making.progress(db.session(), asked, folder, now=now) is None:
        booklet_making.ask(db.session(), asked, now=now)
        db.session().commit()
    return redirect(url_for(".booklet_file", event=event, **_address()), 303)


@bp.get("/<event:event>/agenda.pdf/progress")
@open_to(Audience.PUBLIC)
def booklet_progress(event: Event) -> ResponseReturnValue:
    """Show how far the booklet is, alone: asked for while it is made; then lead to the file."""
    asked = booklet_making.present(db.session(), event, _edition())
    folder = settings().documents_dir
    job = booklet_making.progress(db.session(), asked, folder, now=clock.now())
    if job is None or job.ended_at is not None:
        done = Response(status=204)
        done.headers["HX-Redirect"] = url_for(".booklet_file", event=event, **_address())
        return done
    return page("website/_booklet_progress.html", **_being_made(event, job))


def _being_made(event: Event, job: DocumentJob) -> dict[str, Any]:
    return {"event": event, "job": job, "asked": _address()}


def _address() -> dict[str, Any]:
    """Return the part of the query that says which booklet is meant."""
    return {name: request.args[name] for name in ("form", "with", "lang") if name in request.args}


def _edition() -> booklet.Edition:
    """Return which booklet the address asks for; A4 in one language where it says nothing."""
    form, other = request.args.get("form", ""), request.args.get("with", "")
    own = i18n.language()
    languages = (own, other) if other in i18n.NAMES and other != own else (own,)
    return booklet.Edition(form if form in booklet.FORMS else booklet.USUAL_FORM, languages)
