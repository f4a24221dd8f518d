"""Duplicates of the directory: which there probably are, side by side, made one."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.directory.forms import MergeForm, merge_form, shown
from eventapp.backoffice.member import actor
from eventapp.backoffice.overview.changed_fields import label_of
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds import KINDS
from eventapp.forms.kinds.kind import Kind
from eventapp.i18n import gettext as _
from eventapp.people.queries import duplicate_organisations, duplicate_persons
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import records as records_of
from eventapp.workflows.merging import UNITED, merge, pairs_of, united

ADDRESS = "/<event:event>/manage/directory/<any(contributors, organisations):key>"


@bp.get(f"{ADDRESS}/duplicates")
@open_to(Audience.MEMBER, "organiser")
def duplicates(event: Event, key: str) -> ResponseReturnValue:
    """List who or what probably stands in the directory twice."""
    session = db.session()
    pairs: list[tuple[Any, Any]] = (
        [*duplicate_persons(session, event)]
        if key == "contributors"
        else [*duplicate_organisations(session, event)]
    )
    return page("backoffice/directory/duplicates.html", event=event, kind=KINDS[key], pairs=pairs)


@bp.get(f"{ADDRESS}/<int:record_id>/merge")
@open_to(Audience.MEMBER, "organiser")
def choose_duplicate(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Choose with which other record one is merged: by typing its name."""
    kind, kept = KINDS[key], _record(event, KINDS[key], record_id)
    typed = request.args.get("q", "")[:100]
    hits = []
    if typed and kind.searched is not None:
        rows, _total = kind.searched(db.session(), event, kind.search(typed))
        hits = [row for row in rows if row is not kept]
    return page(
        "backoffice/directory/choose_duplicate.html",
        event=event,
        kind=kind,
        kept=kept,
        typed=typed,
        hits=hits,
    )


@bp.route(f"{ADDRESS}/<int:record_id>/merge/<int:other_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser")
def merge_records(event: Event, key: str, record_id: int, other_id: int) -> ResponseReturnValue:
    """Show two records side by side, and make one of them as was chosen."""
    kind = KINDS[key]
    kept, gone = _record(event, kind, record_id), _record(event, kind, other_id)
    if kept is gone:
        abort(404)
    versions, form = f"{kept.version}:{gone.version}", merge_form(key, pairs_of(kept, gone))
    if form.validate_on_submit() and _merged(event, form, kept, gone, versions):
        flash(_("The two entries have been merged. Addresses of the other one lead here."))
        return redirect(
            url_for(kind.page("edit_record"), event=event, key=key, record_id=record_id), 303
        )
    form.versions.data = versions
    return _side_by_side(event, kind, kept, gone, form)


def _merged(event: Event, form: MergeForm, kept: Any, gone: Any, versions: str) -> bool:
    """Merge, commit and say so; refused: nothing is kept, and the form says why."""
    session = db.session()
    if form.versions.data != versions:
        form.form_errors.append(
            _("One of the two was changed in the meantime. Please check again.")
        )
        return False
    try:
        merge(session, event, kept, gone, taken=form.taken(), by=actor(), now=clock.now())
        session.commit()
    except Refusal as refusal:
        session.rollback()
        form.refuse(refusal)
        return False
    return True


def _side_by_side(
    event: Event, kind: Kind, kept: Any, gone: Any, form: MergeForm
) -> ResponseReturnValue:
    facts = [
        (
            label_of(kind.key, pair.name),
            shown(kind.key, pair.name, pair.kept),
            shown(kind.key, pair.name, pair.gone),
        )
        for pair in pairs_of(kept, gone)
        if not pair.differs
    ]
    stays = united(kept, gone, form.taken())
    joined = [
        (label_of(kind.key, name), shown(kind.key, name, getattr(stays, name)))
        for name in UNITED
        if getattr(stays, name, None)
    ]
    return page(
        "backoffice/directory/merge.html",
        422 if form.is_submitted() else 200,
        event=event,
        kind=kind,
        kept=kept,
        gone=gone,
        form=form,
        facts=facts,
        joined=joined,
        uses=[records_of.uses(db.session(), row) for row in (kept, gone)],
    )


def _record(event: Event, kind: Kind, record_id: int) -> Any:
    return records_of.find(db.session(), event, kind.model, record_id) or abort(404)
