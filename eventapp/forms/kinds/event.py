"""Groups, contingents and rooms of an event."""

from typing import Any

from flask import g
from sqlalchemy.orm import Session, object_session

from eventapp import clock, i18n
from eventapp.agenda import queries as agenda
from eventapp.agenda import services as agenda_services
from eventapp.agenda.models import Room, Track
from eventapp.agenda.services import RoomChange, TrackChange
from eventapp.errors import Sentence
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import BadgeBand, Category, Event, WayIn
from eventapp.forms.categories import WAYS_IN, CategoryForm, ContingentForm
from eventapp.forms.kinds.directory import organisation_of
from eventapp.forms.kinds.kind import Kind, Writer
from eventapp.forms.records import text_of
from eventapp.forms.rooms import RoomForm, TrackForm
from eventapp.i18n import ngettext
from eventapp.journal.services import Actor
from eventapp.moments import on_clock, shown_on_clock
from eventapp.people.services import organisation_called
from eventapp.registration import queries as registration
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import Contingent, ContingentShare
from eventapp.registration.services import contingents
from eventapp.text_search import fold
from eventapp.web import access


def _store_category(session: Session, event: Event, record: Category | None, form: Any) -> Category:
    name = text_of(form.name)
    if record is None:
        taken = {one.key for one in events.categories(session, event)}
        stem = "".join(c if c.isalnum() else "-" for c in fold(name.into("en")))[:30] or "group"
        key = next(k for k in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if k not in taken)
        record = event_services.add_category(session, event, key, name, position=len(taken))
    record.name, record.description = name, text_of(form.description)
    record.places, record.band = form.places.data, BadgeBand(form.band.data)
    record.public, record.way_in = form.public.data, WayIn(form.way_in.data)
    record.per_organisation = form.per_organisation.data
    record.colleagues, record.plus_ones = form.colleagues.data or 0, form.plus_ones.data or 0
    return record


def _store_contingent(
    session: Session, event: Event, record: Contingent | None, form: Any
) -> Contingent:
    groups = {one.key: one for one in events.categories(session, event)}
    record = record or Contingent(event=event, name="", places=0)
    if record.released_at is not None:
        raise ReleasedAlready
    record.name, record.places = form.name.data, form.places.data
    record.country, record.category = form.country.data or "", groups.get(form.group.data)
    record.organisation = organisation_called(
        session, event, form.organisation.data or "", by=_actor(), now=clock.now()
    )
    record.per_organisation = form.per_organisation.data
    record.release_at = on_clock(form.release.data, event.tzinfo, held=record.release_at)
    session.add(record)
    contingents.share_out(session, record, form.shares.by_category())
    return record


def _actor() -> Actor:
    viewer = access.viewer()
    return Actor("user", viewer.id, viewer.name)


def _contingent_shown(record: Contingent) -> dict[str, Any]:
    session = object_session(record)
    assert session is not None  # noqa: S101  (it was just read)
    found: dict[str, Any] = {
        "organisation": organisation_of(record),
        "group": record.category.key if record.category else "",
        "release": shown_on_clock(record.release_at, g.event.tzinfo),
    }
    rows = contingents.shares_of(session, record)
    return {**found, "shares": {one.category.key: one.percent for one in rows}}


def _foretell(session: Session, event: Event, record: Contingent | None, form: Any) -> None:
    """Say beside the shares what a release would do by what the form holds now."""
    kept = form.places.data
    if record is not None and record.released_at is None and kept is not None:
        shares = form.shares.by_category()
        form.shares.foretell(contingents.foretold(session, event, record, kept, shares))


def _group_facts(session: Session, event: Event) -> dict[str, Any]:
    return {"places": registration.by_category(session, event), "WAYS_IN": WAYS_IN}


def _seats(room: Room) -> str:
    if room.seats is None:
        return ""
    return str(ngettext("%(num)s seat", "%(num)s seats", room.seats))


def _places(number: int) -> str:
    """Return a number of places in words."""
    return str(ngettext("%(num)s place", "%(num)s places", number))


KINDS = (
    Kind(
        "groups",
        Sentence("Categories and places"),
        Sentence("Add a category"),
        Category,
        CategoryForm,
        events.categories,
        lambda one: i18n.render(one.name),
        lambda one: "" if one.places is None else str(one.places),
        _store_category,
        template="backoffice/records/groups.html",
        facts=_group_facts,
    ),
    Kind(
        "contingents",
        Sentence("Contingents"),
        Sentence("Add a contingent"),
        Contingent,
        ContingentForm,
        contingents.of_event,
        lambda one: one.name,
        lambda one: _places(one.places),
        _store_contingent,
        _contingent_shown,
        beside=_foretell,
        parts=(ContingentShare.contingent_id,),
    ),
    Kind(
        "rooms",
        Sentence("Rooms"),
        Sentence("Add a room"),
        Room,
        RoomForm,
        agenda.rooms,
        lambda one: i18n.render(one.name),
        _seats,
        writer=Writer(RoomChange, agenda_services.add_room, agenda_services.change_room),
        ordered=True,
        of_programme=True,
    ),
    Kind(
        "tracks",
        Sentence("Tracks"),
        Sentence("Add a track"),
        Track,
        TrackForm,
        agenda.tracks,
        lambda one: i18n.render(one.name),
        lambda _one: "",
        writer=Writer(TrackChange, agenda_services.add_track, agenda_services.change_track),
        ordered=True,
        of_programme=True,
    ),
)
