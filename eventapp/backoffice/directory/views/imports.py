"""Tables of persons and organisations: looked at first, brought in, and handed out."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.directory.forms import shown_pair
from eventapp.backoffice.directory.import_forms import DirectoryFileForm, columns_form
from eventapp.backoffice.directory.kept_tables import keep, read_kept
from eventapp.backoffice.downloads import as_table
from eventapp.backoffice.member import actor
from eventapp.backoffice.overview.changed_fields import label_of
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.exports import directory as exports
from eventapp.extensions import db
from eventapp.forms.kinds import KINDS
from eventapp.i18n import gettext as _
from eventapp.people import columns
from eventapp.people.models import DirectoryFile
from eventapp.people.services import files
from eventapp.people.services.importing import Outcome, outlook
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import directory

ADDRESS = "/<event:event>/manage/directory/<any(contributors, organisations):key>"
OUTCOMES = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW)
"""What is listed row by row, in the order of the page."""
SHOWN = 200
"""Rows of each outcome on the page."""


@bp.route(f"{ADDRESS}/import", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser")
def import_directory(event: Event, key: str) -> ResponseReturnValue:
    """Take a table to look at; nothing is written into the directory."""
    form = DirectoryFileForm()
    if form.validate_on_submit():
        try:
            kept = keep(event, key, form.file.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            there = url_for(".preview_import", event=event, key=key, public_id=kept.public_id)
            return redirect(there, 303)
    return page(
        "backoffice/directory/import.html",
        422 if form.is_submitted() else 200,
        event=event,
        kind=KINDS[key],
        form=form,
    )


def _places(kept: DirectoryFile, rows: list[list[str]]) -> dict[str, int]:
    return dict(kept.places) or columns.known(kept.kind, rows[0] if rows else ())


@bp.get(f"{ADDRESS}/import/<public_id>")
@open_to(Audience.MEMBER, "organiser")
def preview_import(event: Event, key: str, public_id: str) -> ResponseReturnValue:
    """Show row by row what the table would do; nothing is written."""
    return _preview(event, key, public_id)


def _preview(event: Event, key: str, public_id: str) -> ResponseReturnValue:
    kept, rows = read_kept(event, key, public_id)
    places = _places(kept, rows)
    form = columns_form(key, rows, places)
    submitted = form.is_submitted()
    made = outlook(db.session(), event, key, rows[1:], places)
    return page(
        "backoffice/directory/import.html",
        422 if submitted and not form.validate() else 200,
        event=event,
        kind=KINDS[key],
        form=DirectoryFileForm(formdata=None),
        kept=kept,
        columns=form,
        numbers=made.numbers,
        listed=[(outcome, made.of(outcome)[:SHOWN]) for outcome in OUTCOMES],
        label=lambda name: label_of(key, name),
        shown=lambda name, pair: shown_pair(key, name, pair),
    )


@bp.post(f"{ADDRESS}/import/<public_id>/columns")
@open_to(Audience.MEMBER, "organiser")
def choose_directory_columns(event: Event, key: str, public_id: str) -> ResponseReturnValue:
    """Keep what the columns of the table hold, and look at it again."""
    kept, rows = read_kept(event, key, public_id)
    form = columns_form(key, rows, _places(kept, rows))
    if not form.validate_on_submit():
        return _preview(event, key, public_id)
    files.choose_columns(kept, form.chosen())
    db.session().commit()
    return redirect(url_for(".preview_import", event=event, key=key, public_id=public_id), 303)


@bp.post(f"{ADDRESS}/import/<public_id>")
@open_to(Audience.MEMBER, "organiser")
def confirm_directory_import(event: Event, key: str, public_id: str) -> ResponseReturnValue:
    """Bring in the table that was looked at."""
    session, now = db.session(), clock.now()
    kept, rows = read_kept(event, key, public_id)
    places = _places(kept, rows)
    session.delete(kept)  # pressed twice, it is gone
    made = directory.bring_in(session, event, key, rows[1:], places, by=actor(), now=now)
    session.commit()
    said = {name: made.numbers.get(name, 0) for name in ("new", "changed", "same", "refused")}
    flash(
        _(
            "Imported: %(new)s new, %(changed)s changed, %(same)s unchanged, %(refused)s refused.",
            **said,
        )
    )
    return redirect(url_for(KINDS[key].page("records"), event=event, key=key), 303)


@bp.get(f"{ADDRESS}.<any(csv, xlsx):form>")
@open_to(Audience.MEMBER, "organiser")
def export_directory(event: Event, key: str, form: str) -> ResponseReturnValue:
    """Hand out the persons or organisations as a table that the import reads again."""
    return as_table(exports.rows(db.session(), event, key), form, f"{event.slug}-{key}")
