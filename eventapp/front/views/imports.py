"""Bringing a timetable in from a file: look first, then write it into the draft."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.agenda import queries, readers
from eventapp.agenda.models import TimetableFile
from eventapp.agenda.readers.columns import Table
from eventapp.agenda.readers.errors import ColumnsUnknown
from eventapp.agenda.readers.rows import Timetable, by_kind
from eventapp.agenda.services import importing
from eventapp.agenda.services.columns import keep_columns
from eventapp.agenda.services.importing import Report
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.front.blueprint import bp
from eventapp.front.file_forms import ColumnsForm, TimetableForm, columns_form
from eventapp.front.views.registrations import actor
from eventapp.registration.services.organisations import recognise
from eventapp.web import clock
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

GONE = Sentence("This file is no longer here. Choose it again.")

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
    session = db.session()
    first = event.starts_at.astimezone(event.tzinfo).date() if event.starts_at else None
    return readers.read(
        content,
        zone=event.tzinfo,
        first=first,
        choose=lambda heads: queries.columns_of(session, event, heads),
    )


@dataclass(slots=True)
class _Look:
    """What a look at a file found: what it would do, or what its columns could be."""

    kept: TimetableFile | None = None
    report: Report | None = None
    columns: ColumnsForm | None = None
    table: Table | None = None


def _look(event: Event, content: bytes) -> _Look:
    """Say what the file would do; the draft stays as it is."""
    try:
        found = _read(event, content)
    except ColumnsUnknown as refusal:
        columns = columns_form(refusal.table)
        columns.refuse(refusal)
        return _Look(table=refusal.table, columns=columns)
    report = importing.bring_in(db.session(), event, found, by=actor(), now=clock.now())
    db.session().rollback()
    return _Look(report=report, table=found.table)


def _page(event: Event, form: TimetableForm, look: _Look) -> ResponseReturnValue:
    if look.columns is None and look.table is not None and look.kept is not None:
        look.columns = columns_form(look.table)
    wrong = form.errors or (look.columns is not None and look.columns.errors)
    return page(
        "front/import_agenda.html",
        422 if wrong else 200,
        event=event,
        form=form,
        look=look,
        kinds=by_kind(look.report.notes) if look.report else [],
        FIELDS=FIELDS,
    )


@bp.route("/<event:event>/manage/agenda/import", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser", "agenda")
def import_agenda(event: Event) -> ResponseReturnValue:
    """Read a file and show what bringing it in would do; the draft stays as it is."""
    form, look = TimetableForm(), _Look()
    if form.validate_on_submit():
        content = form.file.data.read()
        try:
            look = _look(event, content)
            name, now = form.file.data.filename or "", clock.now()
            look.kept = importing.keep_file(db.session(), event, name, content, now=now)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
    return _page(event, form, look)


@bp.post("/<event:event>/manage/agenda/import/<public_id>/columns")
@open_to(Audience.MEMBER, "organiser", "agenda")
def choose_columns(event: Event, public_id: str) -> ResponseReturnValue:
    """Keep what the columns of a table hold, and look at the file again."""
    kept = _kept(event, public_id)
    look = _look(event, kept.content)
    if look.table is None:
        raise NotFound(GONE)
    chosen = columns_form(look.table)
    if not chosen.validate_on_submit():
        return _page(event, TimetableForm(), _Look(kept, columns=chosen, table=look.table))
    keep_columns(db.session(), event, look.table.heads, chosen.chosen())
    db.session().commit()
    look = _look(event, kept.content)
    look.kept, look.columns = kept, chosen
    return _page(event, TimetableForm(), look)


def _kept(event: Event, public_id: str) -> TimetableFile:
    kept = queries.kept_file(db.session(), event, public_id)
    if kept is None:
        raise NotFound(GONE)
    return kept


@bp.post("/<event:event>/manage/agenda/import/<public_id>")
@open_to(Audience.MEMBER, "organiser", "agenda")
def bring_in_agenda(event: Event, public_id: str) -> ResponseReturnValue:
    """Write the timetable that was looked at into the draft."""
    kept = _kept(event, public_id)
    report = importing.bring_in(
        db.session(), event, _read(event, kept.content), by=actor(), now=clock.now()
    )
    recognise(db.session(), event)
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
