"""Editing the event, its groups, rooms, hosts, directory and team."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from eventapp.errors import Refusal
from eventapp.events import calendar
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import Event, Role, WaitingList
from eventapp.extensions import db
from eventapp.front import services
from eventapp.front.blueprint import bp
from eventapp.front.forms import ROLES, EventForm, InviteForm, RecordForm, text_of
from eventapp.front.records import KINDS, Kind, find
from eventapp.front.views.registrations import actor
from eventapp.orm import Translated
from eventapp.registration.services import revisions
from eventapp.web import clock, i18n
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import columns_of
from eventapp.web.pages import page

RECORDS = f"/<event:event>/manage/<any({', '.join(KINDS)}):key>"
DIRECTORY = ("hosts", "persons", "organisations", "desks")
TRANSLATED = (
    "title", "name", "kind", "summary", "description", "venue", "city", "directions", "entry_note",
)  # fmt: skip
PLAIN = ("address", "places", "offer_hours", "signed_by", "contact_email", "contact_phone")
NUMBERS = ("places", "offer_hours")
MOMENTS = {
    "starts": "starts_at",
    "ends": "ends_at",
    "opens": "registration_opens_at",
    "closes": "registration_closes_at",
    "edits_close": "edits_close_at",
    "names_frozen": "names_frozen_at",
}


def wall(moment: datetime | None, zone: str) -> datetime | None:
    """Return the moment as the event's wall clock shows it, for a form."""
    return None if moment is None else moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def moment(typed: datetime | None, zone: str) -> datetime | None:
    """Return what was typed on the event's wall clock as a moment."""
    return None if typed is None else typed.replace(tzinfo=ZoneInfo(zone))


def _store(event: Event, form: EventForm) -> None:
    for name in TRANSLATED:
        setattr(event, name, text_of(form[name]))
    for name in PLAIN:
        setattr(event, name, form[name].data if name in NUMBERS else form[name].data or "")
    for name, column in MOMENTS.items():
        setattr(event, column, moment(form[name].data, event.zone))
    event.waiting_list = WaitingList(form.waiting_list.data)
    event.published = form.published.data


@bp.route("/<event:event>/manage/settings", methods=["GET", "POST"])
@open_to(Audience.MEMBER, "organiser")
def settings(event: Event) -> ResponseReturnValue:
    """Edit the event."""
    held = {name: wall(getattr(event, column), event.zone) for name, column in MOMENTS.items()}
    form = EventForm(data={**columns_of(event), **held, "waiting_list": event.waiting_list.value})
    if form.validate_on_submit():
        try:
            services.check_version(event.version, form.version.data)
            before = calendar.facts_of(event)
            _store(event, form)
            event_services.note_revision(db.session(), event, before, now=clock.now())
            services.places_changed(db.session(), event, by=actor(), now=clock.now())
            db.session().commit()
        except (Refusal, StaleDataError) as error:
            db.session().rollback()
            form.refuse_save(error, event)
        else:
            flash(_("Saved"))
            return redirect(url_for(".settings", event=event), 303)
    kinds = [kind for key, kind in KINDS.items() if key not in DIRECTORY]
    return page(
        "front/settings.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        kinds=kinds,
        untold=revisions.how_many(db.session(), event),
        was=revisions.last_told(db.session(), event),
        matters=calendar.changed,
        facts=calendar.facts_of(event),
        Translated=Translated,
    )


@bp.get("/<event:event>/manage/people")
@open_to(Audience.MEMBER, "organiser", "agenda")
def directory(event: Event) -> ResponseReturnValue:
    """Show hosts, persons, organisations and desks, and the team."""
    return _directory(event, InviteForm())


def _directory(event: Event, form: InviteForm) -> ResponseReturnValue:
    return page(
        "front/directory.html",
        422 if form.errors else 200,
        event=event,
        form=form,
        kinds=[
            (kind, len(kind.listed(db.session(), event)))
            for kind in map(KINDS.get, DIRECTORY)
            if kind
        ],
        team=events.team(db.session(), event),
        ROLES=ROLES,
    )


@bp.post("/<event:event>/manage/team")
@open_to(Audience.MEMBER, "organiser")
def invite(event: Event) -> ResponseReturnValue:
    """Invite somebody to work on the event."""
    form = InviteForm()
    if form.validate():
        try:
            event_services.invite(
                db.session(),
                event,
                form.email.data,
                Role(form.role.data),
                name=form.name.data,
                language=i18n.language(),
                by=actor(),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("The invitation is on its way."))
            return redirect(url_for(".directory", event=event), 303)
    return _directory(event, form)


@bp.post("/<event:event>/manage/team/<int:membership_id>/remove")
@open_to(Audience.MEMBER, "organiser")
def remove_member(event: Event, membership_id: int) -> ResponseReturnValue:
    """Take somebody off the team."""
    found = events.membership(db.session(), event, membership_id) or abort(404)
    name = found.user.name or found.user.email
    services.remove_from_team(db.session(), event, found, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("%(name)s no longer has this task.", name=name))
    return redirect(url_for(".directory", event=event), 303)


def _kind(key: str) -> Kind:
    return KINDS.get(key) or abort(404)


@bp.get(f"{RECORDS}/")
@open_to(Audience.MEMBER, "organiser")
def records(event: Event, key: str) -> ResponseReturnValue:
    """List the records of a kind."""
    kind = _kind(key)
    found = kind.listed(db.session(), event)
    return page("front/records.html", event=event, kind=kind, records=found, section=_section(key))


def _section(key: str) -> str:
    return "people" if key in DIRECTORY else "settings"


@bp.route(
    f"{RECORDS}/add",
    methods=["GET", "POST"],
)
@open_to(Audience.MEMBER, "organiser")
def add_record(event: Event, key: str) -> ResponseReturnValue:
    """Add a record of a kind."""
    kind = _kind(key)
    return _edit(event, kind, None, kind.form())


@bp.route(
    f"{RECORDS}/<int:record_id>",
    methods=["GET", "POST"],
)
@open_to(Audience.MEMBER, "organiser")
def edit_record(event: Event, key: str, record_id: int) -> ResponseReturnValue:
    """Edit a record of a kind."""
    kind = _kind(key)
    record = find(db.session(), event, kind, record_id) or abort(404)
    held = columns_of(record)
    held |= {name: value.value for name, value in held.items() if isinstance(value, StrEnum)}
    return _edit(event, kind, record, kind.form(data={**held, **kind.shown(record)}))


def _edit(event: Event, kind: Kind, record: Any, form: RecordForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            if record is not None:
                services.check_version(record.version, form.version.data)
            kind.store(db.session(), event, record, form)
            services.places_changed(db.session(), event, by=actor(), now=clock.now())
            db.session().commit()
        except (Refusal, StaleDataError) as error:
            db.session().rollback()
            form.refuse_save(error, record)
        else:
            flash(_("Saved"))
            return redirect(url_for(".records", event=event, key=kind.key), 303)
    return page(
        "front/record.html",
        422 if form.is_submitted() else 200,
        event=event,
        kind=kind,
        record=record,
        form=form,
        section=_section(kind.key),
    )
