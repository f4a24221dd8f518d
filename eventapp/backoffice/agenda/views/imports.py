"""Bringing a timetable in from a file: look first, then write it into the draft."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries, readers
from eventapp.agenda.models import TimetableFile
from eventapp.agenda.readers.columns import FileTable
from eventapp.agenda.readers.dates import DateOrder
from eventapp.agenda.readers.errors import ColumnsUnknown, DatesAmbiguous
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable, by_kind
from eventapp.agenda.services import files, importing
from eventapp.agenda.services.files import keep_columns
from eventapp.agenda.services.importing import ImportReport
from eventapp.backoffice.agenda.import_forms import (
    ColumnsForm,
    ReadingForm,
    TimetableForm,
    columns_form,
    reading_form,
)
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.settings.forms import zones
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.registration.services.organisations import recognise
from eventapp.speakers.services.contributors import keep_up
from eventapp.turns import nothing_held
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

GONE = Sentence("This file is no longer available. Choose it again.")

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


def _read(event: Event, kept: TimetableFile) -> Timetable:
    """Read the file while no door waits: a long one takes a second."""
    with nothing_held(db.session()):
        return _read_by(event, kept)


def _read_by(event: Event, kept: TimetableFile) -> Timetable:
    session = db.session()
    days = [end.astimezone(event.tzinfo).date() for end in (event.starts_at, event.ends_at) if end]
    timetable = readers.read(
        kept.content,
        Context(
            zone=event.tzinfo,
            first=days[0] if days else None,
            last=days[-1] if days else None,
            order=DateOrder(kept.date_order) if kept.date_order else None,
            choose=lambda heads: queries.columns_of(session, event, heads),
        ),
    )
    timetable.zone = timetable.zone or kept.zone or ""
    return timetable


@dataclass(slots=True)
class _Look:
    """What a look at a file found: what it would do, or what has to be said about it first."""

    kept: TimetableFile
    report: ImportReport | None = None
    columns: ColumnsForm | None = None
    reading: ReadingForm | None = None
    table: FileTable | None = None
    doubt: str = ""
    """A date of the file that may mean several days."""


def _look(event: Event, kept: TimetableFile) -> _Look:
    """Say what the file would do; the draft stays as it is."""
    try:
        timetable = _read(event, kept)
    except ColumnsUnknown as refusal:
        columns = columns_form(refusal.table)
        columns.refuse(refusal)
        return _Look(kept, table=refusal.table, columns=columns)
    except DatesAmbiguous as refusal:
        reading = reading_form(event, refusal.doubt)
        reading.refuse(refusal)
        return _Look(kept, reading=reading, doubt=refusal.doubt.typed)
    with nothing_held(db.session()):
        report = importing.outlook(db.session(), event, timetable, now=clock.now())
    return _Look(
        kept,
        report=report,
        table=timetable.table,
        reading=reading_form(event, None) if report.zone_open else None,
    )


def _page(event: Event, form: TimetableForm, look: _Look | None) -> ResponseReturnValue:
    if look and look.columns is None and look.table is not None:
        look.columns = columns_form(look.table)
    shown = (form, look.columns, look.reading) if look else (form,)
    wrong = any(part is not None and (part.errors or part.form_errors) for part in shown)
    with nothing_held(db.session()):
        return page(
            "backoffice/agenda/import_agenda.html",
            422 if wrong else 200,
            event=event,
            form=form,
            look=look,
            kinds=by_kind(look.report.notes) if look and look.report else [],
            wrong=wrong,
            zones=zones().values(),
            FIELDS=FIELDS,
        )


@bp.route("/<event:event>/manage/agenda/import", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER, Role.AGENDA)
def import_agenda(event: Event) -> ResponseReturnValue:
    """Read a file and show what bringing it in would do; the draft stays as it is."""
    form, look = TimetableForm(), None
    if form.validate_on_submit():
        content, name = form.file.data.read(), form.file.data.filename or ""
        try:
            kept = TimetableFile(
                event=event, name=name[:200], content=content, uploaded_at=clock.now()
            )
            look = _look(event, kept)
            files.keep_file(db.session(), kept, now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
    return _page(event, form, look)


@bp.post("/<event:event>/manage/agenda/import/<public_id>/columns")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.AGENDA)
def choose_columns(event: Event, public_id: str) -> ResponseReturnValue:
    """Keep what the columns of a table hold, and look at the file again."""
    kept = _kept(event, public_id)
    look = _look(event, kept)
    if look.table is None:
        raise NotFound(GONE)
    chosen = columns_form(look.table)
    if not chosen.validate_on_submit():
        return _page(event, TimetableForm(), _Look(kept, columns=chosen, table=look.table))
    keep_columns(db.session(), event, look.table.heads, chosen.chosen())
    look = _look(event, kept)
    db.session().commit()
    if look.table is not None:
        look.columns = chosen
    return _page(event, TimetableForm(), look)


@bp.post("/<event:event>/manage/agenda/import/<public_id>/reading")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.AGENDA)
def say_how_to_read(event: Event, public_id: str) -> ResponseReturnValue:
    """Keep in which order the dates of a file are written, or its zone, and look again."""
    kept = _kept(event, public_id)
    look = _look(event, kept)
    if look.reading is None:
        return _page(event, TimetableForm(), look)
    if look.reading.validate_on_submit():
        files.say_how_to_read(
            kept,
            order=look.reading.order.data if look.reading.order else kept.date_order,
            zone=look.reading.zone.data or kept.zone,
        )
        look = _look(event, kept)
        db.session().commit()
    return _page(event, TimetableForm(), look)


def _kept(event: Event, public_id: str) -> TimetableFile:
    kept = queries.kept_file(db.session(), event, public_id)
    if kept is None:
        raise NotFound(GONE)
    return kept


@bp.post("/<event:event>/manage/agenda/import/<public_id>")
@open_to(Audience.MEMBER, Role.ORGANISER, Role.AGENDA)
def confirm_import(event: Event, public_id: str) -> ResponseReturnValue:
    """Write the timetable that was looked at into the draft."""
    session, now = db.session(), clock.now()
    timetable = _read(event, _kept(event, public_id))
    with nothing_held(session):
        ready = importing.prepare(session, event, timetable, now=now)
    session.delete(_kept(event, public_id))  # pressed twice, it is gone
    report = importing.bring_in(session, event, timetable, by=actor(), now=now, prepared=ready)
    recognise(session, event)
    keep_up(session, event)
    session.commit()
    flash(
        _(
            "Imported sessions: %(new)s new, %(changed)s changed, %(same)s unchanged.",
            new=len(report.new),
            changed=len(report.changed),
            same=report.same,
        )
    )
    return redirect(url_for(".agenda_editor", event=event), 303)
