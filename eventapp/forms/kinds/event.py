"""Categories, contingents, rooms and entrances of an event."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda import queries as agenda
from eventapp.agenda import services as agenda_services
from eventapp.agenda.models import Room, Track
from eventapp.agenda.services import RoomChange, TrackChange
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Entrance
from eventapp.checkin.services.entrances import EntranceChange, add_entrance, change_entrance
from eventapp.errors import Sentence
from eventapp.events import queries as events
from eventapp.events.models import Category, Event
from eventapp.events.services import CategoryChange, add_category
from eventapp.forms.categories import WAYS_IN, CategoryForm, ContingentForm
from eventapp.forms.entrances import ENTRANCE_KINDS, EntranceForm
from eventapp.forms.kinds.kind import Kind, Writer
from eventapp.forms.rooms import RoomForm, TrackForm
from eventapp.i18n import ngettext
from eventapp.registration import queries as registration
from eventapp.registration.models import Contingent
from eventapp.registration.services import contingents
from eventapp.registration.services.categories import change_category
from eventapp.registration.services.contingent_changes import (
    ContingentChange,
    add_contingent,
    change_contingent,
)


def _foretell(session: Session, event: Event, record: Contingent | None, form: Any) -> None:
    """Say beside the shares what a release would do by what the form holds now."""
    kept = form.places.data
    if record is not None and record.released_at is None and kept is not None:
        shares = form.shares.by_category()
        form.shares.foretell(contingents.foretold(session, event, record, kept, shares))


def _category_facts(session: Session, event: Event) -> dict[str, object]:
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
        "categories",
        Sentence("Categories and places"),
        Sentence("Add a category"),
        Category,
        CategoryForm,
        events.categories,
        lambda record: i18n.render(record.name),
        lambda record: "" if record.places is None else str(record.places),
        writer=Writer(CategoryChange, add_category, change_category),
        template="backoffice/records/categories.html",
        facts=_category_facts,
    ),
    Kind(
        "contingents",
        Sentence("Contingents"),
        Sentence("Add a contingent"),
        Contingent,
        ContingentForm,
        contingents.of_event,
        lambda record: record.name,
        lambda record: _places(record.places),
        writer=Writer(ContingentChange, add_contingent, change_contingent),
        beside=_foretell,
    ),
    Kind(
        "rooms",
        Sentence("Rooms"),
        Sentence("Add a room"),
        Room,
        RoomForm,
        agenda.rooms,
        lambda record: i18n.render(record.name),
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
        lambda record: i18n.render(record.name),
        lambda _one: "",
        writer=Writer(TrackChange, agenda_services.add_track, agenda_services.change_track),
        ordered=True,
        of_programme=True,
    ),
    Kind(
        "entrances",
        Sentence("Entrances"),
        Sentence("Add an entrance"),
        Entrance,
        EntranceForm,
        checkin.entrances,
        lambda record: record.name,
        lambda record: str(ENTRANCE_KINDS[record.kind]),
        writer=Writer(EntranceChange, add_entrance, change_entrance),
    ),
)
