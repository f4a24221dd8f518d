"""Many people for a delegation: pasted, or of a table that is looked through first."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.delegation_forms import InviteTableForm
from eventapp.backoffice.cohosts.inviting import invite_listed, invited_into
from eventapp.backoffice.cohosts.own import ACTING, own_host
from eventapp.backoffice.cohosts.showing import back_to
from eventapp.backoffice.directory.import_forms import DirectoryFileForm, columns_form
from eventapp.backoffice.directory.kept_tables import keep, read_kept
from eventapp.backoffice.member import actor
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.categories import GuestsForm
from eventapp.i18n import ngettext
from eventapp.people import columns
from eventapp.people.models import DirectoryFile, Host
from eventapp.people.services import files
from eventapp.registration.queries import delegations
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import Form
from eventapp.web.pages import page
from eventapp.workflows.delegation_import import GuestOfTable, bring_in, outlook

LIST = "/<event:event>/manage/cohosts/<int:host_id>/delegation/list"
TABLE = f"{LIST}/<public_id>"


@bp.route(LIST, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def invite_list(event: Event, host_id: int) -> ResponseReturnValue:
    """Invite many people of a pasted list; offer to bring a table."""
    host = own_host(host_id)
    categories = invited_into(event, host)
    form = GuestsForm.for_event(list(categories.values()))
    form.language.data = form.language.data or i18n.language()
    if form.validate_on_submit():
        rows = form.guests()
        guests = [guest for _row, guest in rows]
        refused = invite_listed(event, host, categories[form.category.data], guests)
        if not refused:
            return _invited(event, host, len(rows))
        form.refuse_lines([(rows[place][0], why) for place, why in refused.items()])
    return _shown(event, host, form, DirectoryFileForm(formdata=None))


def _shown(event: Event, host: Host, form: Form, table: Form) -> ResponseReturnValue:
    wrong = any(each.errors or each.form_errors for each in (form, table))
    return page(
        "backoffice/cohosts/invite_list.html",
        422 if wrong else 200,
        event=event,
        host=own_host(host.id),
        form=form,
        table=table,
        quota=delegations.quota(db.session(), host.organisation),
    )


def _invited(event: Event, host: Host, number: int) -> ResponseReturnValue:
    flash(
        ngettext("One invitation is on its way.", "%(num)s invitations are on their way.", number)
    )
    return back_to(event, host)


def _kind(host: Host) -> str:
    """Return under which name the tables of a host are kept: no other one opens them."""
    return f"guests-{host.id}"


@bp.post(f"{LIST}/table")
@open_to(Audience.MEMBER, *ACTING)
def bring_guest_table(event: Event, host_id: int) -> ResponseReturnValue:
    """Take a table of people to look at; nobody is invited yet."""
    host, form = own_host(host_id), DirectoryFileForm()
    if form.validate():
        try:
            kept = keep(event, _kind(host), form.file.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _to_table(event, host_id, kept.public_id)
    typed = GuestsForm.for_event(list(invited_into(event, own_host(host_id)).values()))
    typed.people.data = typed.people.data or ""
    return _shown(event, own_host(host_id), typed, form)


def _to_table(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    there = url_for(".guest_table", event=event, host_id=host_id, public_id=public_id)
    return redirect(there, 303)


def _places(kept: DirectoryFile, rows: list[list[str]]) -> dict[str, int]:
    return dict(kept.places) or columns.known("guests", rows[0] if rows else ())


def _outlook(
    event: Event, host: Host, form: InviteTableForm, kept: DirectoryFile, rows: list[list[str]]
) -> list[GuestOfTable]:
    categories = invited_into(event, host)
    return outlook(
        db.session(),
        event,
        categories[form.category.data],
        host.organisation,
        rows[1:],
        _places(kept, rows),
        language=form.language.data,
        now=clock.now(),
    )


@bp.route(TABLE, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def guest_table(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Show row by row whom a table would invite; invite them."""
    host = own_host(host_id)
    kept, rows = read_kept(event, _kind(host), public_id)
    host = own_host(host_id)
    form = InviteTableForm.of(list(invited_into(event, host).values()))
    if form.validate_on_submit():
        guests, category = _outlook(event, host, form, kept, rows), form.category.data
        db.session().delete(kept)  # pressed twice, it is gone
        number = bring_in(
            db.session(),
            event,
            invited_into(event, host)[category],
            host.organisation,
            guests,
            by=actor(),
            now=clock.now(),
        )
        db.session().commit()
        return _invited(event, host, number)
    return _table(event, host, kept, rows, columns_form("guests", rows, _places(kept, rows)))


def _table(
    event: Event, host: Host, kept: DirectoryFile, rows: list[list[str]], chosen: Form
) -> ResponseReturnValue:
    form = InviteTableForm.of(list(invited_into(event, host).values()), formdata=None)
    guests = _outlook(event, host, form, kept, rows)
    return page(
        "backoffice/cohosts/guest_table.html",
        422 if chosen.errors or chosen.form_errors else 200,
        event=event,
        host=host,
        kept=kept,
        form=form,
        columns=chosen,
        guests=[row for row in guests if row.why is None],
        refused=[row for row in guests if row.why is not None],
        quota=delegations.quota(db.session(), host.organisation),
        LANGUAGES=i18n.NAMES,
    )


@bp.post(f"{TABLE}/columns")
@open_to(Audience.MEMBER, *ACTING)
def choose_guest_columns(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """Keep what the columns of the table hold, and look at it again."""
    kept, rows = read_kept(event, _kind(own_host(host_id)), public_id)
    form = columns_form("guests", rows, _places(kept, rows))
    if not form.validate_on_submit():
        return _table(event, own_host(host_id), kept, rows, form)
    files.choose_columns(kept, form.chosen())
    db.session().commit()
    return _to_table(event, host_id, public_id)
