"""Bringing a timetable in from a file: look first, then write it into the draft."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.agenda import queries, readers
from eventapp.agenda.readers.rows import Timetable, by_kind
from eventapp.agenda.services import importing
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.front.blueprint import bp
from eventapp.front.file_forms import TimetableForm
from eventapp.front.views.registrations import actor
from eventapp.web import clock
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

FIELDS = {
    "title": Sentence("title"),
    "subtitle": Sentence("subtitle"),
    "abstract": Sentence("abstract"),
    "description": Sentence("description"),
    "kind": Sentence("kind"),
    "track": Sentence("track"),
    "language": Sentence("language"),
    "room": Sentence("room"),
    "time": Sentence("time"),
    "people": Sentence("people"),
}
"""Words for the names of what an import changes."""


def _read(event: Event, content: bytes) -> Timetable:
    first = event.starts_at.astimezone(event.tzinfo).date() if event.starts_at else None
    return readers.read(content, zone=event.tzinfo, first=first)


@bp.route("/<event:event>/manage/agenda/import", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser", "agenda")
def import_agenda(event: Event) -> ResponseReturnValue:
    """Read a file and show what bringing it in would do; the draft stays as it is."""
    form, report, kept = TimetableForm(), None, None
    if form.validate_on_submit():
        content = form.file.data.read()
        try:
            found = _read(event, content)
            now = clock.now()
            report = importing.bring_in(db.session(), event, found, by=actor(), now=now)
            db.session().rollback()
            name = form.file.data.filename or ""
            kept = importing.keep_file(db.session(), event, name, content, now=now)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
    return page(
        "front/import_agenda.html",
        422 if form.errors else 200,
        event=event,
        form=form,
        report=report,
        kept=kept,
        kinds=by_kind(report.notes) if report else [],
        FIELDS=FIELDS,
    )


@bp.post("/<event:event>/manage/agenda/import/<public_id>")
@open_to(Audience.MEMBER, "organiser", "agenda")
def bring_in_agenda(event: Event, public_id: str) -> ResponseReturnValue:
    """Write the timetable that was looked at into the draft."""
    kept = queries.kept_file(db.session(), event, public_id)
    if kept is None:
        raise NotFound(Sentence("This file is no longer here. Choose it again."))
    report = importing.bring_in(
        db.session(), event, _read(event, kept.content), by=actor(), now=clock.now()
    )
    db.session().delete(kept)
    db.session().commit()
    flash(
        _(
            "Brought in: %(new)s new, %(changed)s changed, %(same)s unchanged sessions.",
            new=len(report.new),
            changed=len(report.changed),
            same=report.same,
        )
    )
    return redirect(url_for(".agenda_editor", event=event), 303)
