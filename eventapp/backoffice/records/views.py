"""The lists and forms of categories, rooms, hosts, questions and the like.

Organisers keep them all; some, of which the programme is made, agenda editors keep as well.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, update_wrapper
from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import services as agenda
from eventapp.agenda.render import PARTS
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.records.notices import tell_of_promotion, warn_of_overfull
from eventapp.backoffice.records.sections import section_of
from eventapp.backoffice.saving import saved, version_seen
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.forms.directory import ORGANISATION_KINDS
from eventapp.forms.kinds import KINDS
from eventapp.forms.kinds.kind import EDITORS, Kind, endpoint_of
from eventapp.forms.registration import SignUpForm
from eventapp.i18n import gettext as _
from eventapp.people.models import Desk, OrganisationKind, Person
from eventapp.people.queries import DirectorySearch, Usage
from eventapp.registration import queries as registration
from eventapp.registration.models import Consent
from eventapp.registration.services import consents, waiting_list
from eventapp.speakers.queries.materials import materials_at
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import records as records_of
from eventapp.workflows.person_parts import PersonParts, parts_of

PAGE = 50
View = Callable[..., ResponseReturnValue]


def _act(address: str, *methods: str) -> Callable[[View], View]:
    """Give a view its address twice: for the organisers' kinds, and for those of the programme."""

    def register(view: View) -> View:
        for roles, of_programme in ((("organiser",), False), (EDITORS, True)):
            keys = [key for key, kind in KINDS.items() if kind.of_programme is of_programme]
            bp.add_url_rule(
                f"/<event:event>/manage/<any({', '.join(map(repr, keys))}):key>{address}",
                endpoint_of(view.__name__, of_programme=of_programme),
                open_to(Audience.MEMBER, *roles)(update_wrapper(partial(view), view)),
                methods=methods,
            )
        return view

    return register


def _kind(key: str) -> Kind:
    return KINDS.get(key) or abort(404)


def _record(event: Event, kind: Kind, record_id: int) -> Any:
    return records_of.find(db.session(), event, kind.model, record_id) or abort(404)


def _asked() -> DirectorySearch:
    """Return what the address asks for; nonsense counts as not asked."""
    args = request.args
    number, kind, country = args.get("page", "1"), args.get("kind", ""), args.get("country", "")
    known = {code for code, _name in i18n.countries_and_union()}
    return DirectorySearch(
        typed=args.get("q", "")[:100],
        kind=next((member for member in OrganisationKind if member.value == kind), None),
        country=country if country in known else "",
        usage=next((usage for usage in Usage if usage.value == args.get("usage")), None),
        archived={"yes": True, "no": False}.get(args.get("archived", "")),
        page=min(max(1, int(number)), 10_000) if number.isascii() and number.isdigit() else 1,
        size=PAGE,
    )


@_act("/", "GET")
def records(event: Event, key: str) -> ResponseReturnValue:
    """List the records of a kind; a directory is searched, filtered and shown page by page."""
    kind, search, total = _kind(key), _asked(), 0
    if kind.searched is None:
        rows = kind.listed(db.session(), event)
    else:
        rows, total = kind.searched(db.session(), event, search)
    pages = max(1, -(-total // PAGE))
    query = {"q": search.typed, "kind": search.kind or "", "country": search.country}
    query |= {"usage": search.usage or "", "archived": request.args.get("archived", "")}

    def link(page: int) -> str:
        pairs = {name: value for name, value in {**query, "page": page}.items() if value}
        return f"{url_for(kind.page('records'), event=event, key=key)}?{urlencode(pairs)}"

    return page(
        kind.template,
        event=event,
        kind=kind,
        records=rows,
        section=section_of(kind),
        search=search,
        total=total,
        pages=pages,
        here=min(search.page, pages),
        link=link,
        ORGANISATION_KINDS=ORGANISATION_KINDS,
        countries=i18n.countries_and_union(),
        **kind.facts(db.session(), event),
    )


@_act("/add", "GET", "POST")
def add_record(event: Event, key: str) -> ResponseReturnValue:
    """Add a record of a kind."""
    kind = _kind(key)
    return _edit(event, kind, None, kind.form.of(None))


@_act("/<int:record_id>", "GET", "POST")
def edit_record(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Edit a record of a kind."""
    kind = _kind(key)
    record = _record(event, kind, record_id)
    return _edit(event, kind, record, kind.form.of(kind.writer.stands(record)))


def _save(event: Event, kind: Kind, record: Any, form: ChangeForm) -> None:
    session, writer, now = db.session(), kind.writer, clock.now()
    held = writer.change() if record is None else writer.stands(record)
    change = form.change(session, event, held)
    if record is None:
        writer.add(session, event, change, by=actor(), now=now)
    else:
        writer.save(session, record, change, seen=form.looked_at(), by=actor(), now=now)


def _edit(event: Event, kind: Kind, record: Any, form: ChangeForm) -> ResponseReturnValue:
    session = db.session()
    if form.validate_on_submit() and saved(form, lambda: _save(event, kind, record, form)):
        if kind.key in {"categories", "contingents"}:
            warn_of_overfull(event)
            tell_of_promotion(event)
        return redirect(url_for(kind.page("records"), event=event, key=kind.key), 303)
    kind.beside(session, event, record, form)
    return page(
        "backoffice/records/record.html",
        422 if form.is_submitted() else 200,
        event=event,
        kind=kind,
        record=record,
        form=form,
        section=section_of(kind),
        uses=records_of.uses(session, record) if record is not None else [],
        wordings=consents.wordings(session, record) if isinstance(record, Consent) else [],
        person_parts=_parts(record),
        files=materials_at(session, record) if isinstance(record, Desk) else [],
        PARTS=PARTS,
    )


def _parts(record: Any) -> PersonParts | None:
    """Return all parts of a person; programme editors see those in sessions alone."""
    if not isinstance(record, Person):
        return None
    parts = parts_of(db.session(), record)
    everything = Role.ORGANISER in g.member.roles
    return parts if everything else PersonParts(parts.roles, (), (), ())


@_act("/<int:record_id>/delete", "POST")
def delete_record(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Delete a record nothing refers to."""
    kind = _kind(key)
    record = _record(event, kind, record_id)
    name = kind.label(record)
    records_of.delete(db.session(), event, record, kind.named(record), by=actor(), now=clock.now())
    waiting_list.serve(db.session(), event, now=clock.now())  # its places are free now
    db.session().commit()
    flash(_("“%(name)s” has been deleted.", name=name))
    return redirect(url_for(kind.page("records"), event=event, key=key), 303)


def _offer(kind: Kind, record: Any, *, active: bool) -> None:
    change = replace(kind.writer.stands(record), active=active)
    kind.writer.save(db.session(), record, change, by=actor(), now=clock.now())


@_act("/<int:record_id>/archive", "POST")
def archive_record(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Offer a record no longer; what uses it keeps it."""
    kind = _kind(key)
    record = (
        kind.can_rest and records_of.find(db.session(), event, kind.model, record_id)
    ) or abort(404)
    _offer(kind, record, active=False)
    db.session().commit()
    flash(
        _("“%(name)s” has been archived. You can restore it at any time.", name=kind.label(record))
    )
    return redirect(url_for(kind.page("records"), event=event, key=key), 303)


@_act("/<int:record_id>/restore", "POST")
def restore_record(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Offer a record again."""
    kind = _kind(key)
    record = (
        kind.can_rest and records_of.find(db.session(), event, kind.model, record_id)
    ) or abort(404)
    _offer(kind, record, active=True)
    db.session().commit()
    flash(_("“%(name)s” has been restored.", name=kind.label(record)))
    return redirect(url_for(kind.page("records"), event=event, key=key), 303)


def _move(event: Event, key: str, record_id: int, move: Callable[..., None]) -> ResponseReturnValue:
    kind = _kind(key)
    record = (
        kind.ordered and records_of.find(db.session(), event, kind.model, record_id)
    ) or abort(404)
    move(db.session(), event, record, seen=version_seen(), by=actor(), now=clock.now())
    db.session().commit()
    there = url_for(kind.page("records"), event=event, key=key, _anchor=f"record-{record_id}")
    return redirect(there, 303)


@_act("/<int:record_id>/move-up", "POST")
def move_record_up(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Move a record one place to the front of its list."""
    return _move(event, key, record_id, agenda.move_up)


@_act("/<int:record_id>/move-down", "POST")
def move_record_down(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Move a record one place to the end of its list."""
    return _move(event, key, record_id, agenda.move_down)


@bp.get("/<event:event>/manage/form")
@open_to(Audience.MEMBER, "organiser")
def form_preview(event: Event) -> ResponseReturnValue:
    """Show what the sign-up form asks, as visitors see it; nothing can be sent."""
    offer = registration.offering(db.session(), event)
    form = SignUpForm.for_event(offer.for_visitors, offer.questions, offer.consents)
    return page("backoffice/records/form_preview.html", event=event, form=form)
