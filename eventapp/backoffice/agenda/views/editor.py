"""The agenda editor: a day of the draft as a table of rooms and times, its clashes, moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import abort, redirect, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, Room, SessionKind
from eventapp.agenda.render import KINDS
from eventapp.agenda.services import SessionChange
from eventapp.agenda.timetable import LENGTH, USUAL, DayTable, Placed, tables
from eventapp.backoffice.agenda import clash_labels
from eventapp.backoffice.agenda.editor_days import Days
from eventapp.backoffice.agenda.forms import MoveForm, slot_seen
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.changes import ChangedByBoth
from eventapp.days import day_of
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms import kinds
from eventapp.forms.kinds.kind import EDITORS
from eventapp.i18n import gettext as _
from eventapp.moments import shown_on_clock
from eventapp.people import queries as people
from eventapp.people.availability import TimeRange
from eventapp.registration.services import places
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.session_changes import change_session

MOST_FOUND = 50
"""How many sessions a search lists: who finds more types another word."""
MOST_DAYS = 14
"""A longer event shows the days that have sessions, and its first."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The session whose panel is open, with the form that moves it."""

    item: AgendaSession
    form: MoveForm
    is_stale: bool = False
    """Somebody else changed it: the form holds what was wanted, the item what stands."""


@bp.get("/<event:event>/manage/agenda")
@open_to(Audience.MEMBER, *EDITORS)
def agenda_editor(event: Event) -> ResponseReturnValue:
    """Show a day of the draft by room and time, what clashes in it, and what was released."""
    return editor_page(event)


def editor_page(event: Event, chosen: Chosen | None = None) -> ResponseReturnValue:
    """Return the editor, of which the sessions of one day are read, with an open panel."""
    rooms = queries.rooms(db.session(), event)
    days = Days.of(queries.slots(db.session(), event), _days(event), event.tzinfo)
    opened = chosen or _asked(event, rooms)
    day = _shown(event, days, opened)
    numbers = days.with_talks([*days.on(day), *days.tray()])
    part = queries.drawn(db.session(), numbers)
    by_id = {row.id: row for row in part}
    further = queries.further_rooms(db.session(), part)
    heads = [by_id[number] for number in days.on(day)]
    here = url_for(".agenda_editor", event=event)  # once: a day of 500 names it 1,500 times
    return page(
        "backoffice/agenda/agenda_editor.html",
        _status(chosen),
        event=event,
        is_empty=not days.slots,
        draft=by_id,
        day=day,
        heads=heads,
        **_search(event, days),
        **_clashes(event, days, day),
        roles=queries.roles_drawn(db.session(), numbers),
        rooms={room.id: room for room in rooms},
        tables=_tables(event, day, heads, further, rooms),
        tray=[by_id[number] for number in days.tray()],
        talks=_talks(part),
        further=further,
        chosen=opened,
        there=_there(event, opened),
        releases=queries.every_release(db.session(), event),
        undo=browser.pop("undo", None),
        wall=lambda at: (shown_on_clock(at, event.tzinfo) or at).isoformat(timespec="minutes"),
        here=here,
        opened_at=lambda item: f"{here}?session={item.public_id}#side",
        usual=LENGTH // timedelta(minutes=1),
        KINDS=KINDS,
        kinds=[kind for kind in kinds.KINDS.values() if kind.of_programme],
        slot_seen=slot_seen,
    )


def _there(event: Event, chosen: Chosen | None) -> dict[int, list[TimeRange]]:
    """Return when those are there who have a part in the session with the open panel."""
    if chosen is None:
        return {}
    cast = queries.roles_of(db.session(), [chosen.item]).get(chosen.item.id, [])
    numbers = [role.person_id for role in cast if role.person_id is not None]
    return people.times_there(db.session(), event, numbers)


def _shown(event: Event, days: Days, opened: Chosen | None) -> date | None:
    """Return the day to show: today or the event's first, where the address asks for none."""
    usual = [day_of(at, event.tzinfo) for at in (clock.now(), event.starts_at) if at]
    return days.shown(opened.item.id if opened else None, request.args.get("day", ""), usual)


def _search(event: Event, days: Days) -> dict[str, object]:
    """Return what is searched for, and the sessions found with the day each stands on."""
    typed = request.args.get("q", "")
    numbers = queries.sessions_found(db.session(), event, typed, most=MOST_FOUND)
    hits = [(item, days.of_session(item.id)) for item in queries.drawn(db.session(), numbers)]
    return {"typed": typed, "hits": hits}


def _clashes(event: Event, days: Days, day: date | None) -> dict[str, object]:
    """Return the clashes of a day in words, with where each stands, and the days to choose from."""
    clashes = queries.clashes_of_draft(db.session(), event)
    here = [clash for clash in clashes if day in days.of_clash(clash)]
    sessions, people = queries.clashing(db.session(), here)
    words = clash_labels.ClashingDraft(
        sessions, {number: person.full_name for number, person in people.items()}
    )
    return {
        "tabs": days.tabs(clashes),
        "clashes": [(days.head_of(clash.first).public_id, words.in_full(clash)) for clash in here],
        "clashing": words.by_session(here),
    }


def _status(chosen: Chosen | None) -> int:
    if chosen is None:
        return 200
    return 409 if chosen.is_stale else 422


def _asked(event: Event, rooms: Sequence[Room]) -> Chosen | None:
    """Return the session of the address, with its slot in the form."""
    public_id = request.args.get("session", "")
    item = queries.draft_session(db.session(), event, public_id) if public_id else None
    if item is None:
        return None
    form = MoveForm.of(SessionChange.of(db.session(), item))
    form.offer(rooms)
    return Chosen(item, form)


def _placed(draft: Sequence[AgendaSession], further: Mapping[int, Sequence[Room]]) -> list[Placed]:
    """Return what the tables show: each session in each of its rooms; talks are in their blocks."""
    return [
        Placed(item.id, room, item.starts_at, item.ends_at, item.kind is SessionKind.BREAK)
        for item in draft
        if item.starts_at is not None and item.block_id is None
        for room in (item.room_id, *(each.id for each in further.get(item.id, ())))
    ]


def _tables(
    event: Event,
    day: date | None,
    here: Sequence[AgendaSession],
    further: Mapping[int, Sequence[Room]],
    rooms: Sequence[Room],
) -> list[DayTable]:
    """Return the table of the day that is shown; none before the event has a day."""
    placed, order = _placed(here, further), [room.id for room in rooms]
    return tables(placed, order, event.tzinfo, [day] if day else [], _hours(event))


def _talks(draft: Sequence[AgendaSession]) -> dict[int, list[AgendaSession]]:
    """Return the talks of each block in their order; those without a time of their own last."""
    items: dict[int, list[AgendaSession]] = {}
    for item in draft:
        if item.block_id is not None:
            items.setdefault(item.block_id, []).append(item)
    return items


def _days(event: Event) -> list[date]:
    if event.starts_at is None:
        return []
    first = event.starts_at.astimezone(event.tzinfo).date()
    last = (event.ends_at or event.starts_at).astimezone(event.tzinfo).date()
    count = (last - first).days + 1
    return [first + timedelta(days=n) for n in range(count if count <= MOST_DAYS else 1)]


def _hours(event: Event) -> tuple[time, time]:
    """Return from when until when the event's days last; the usual hours where that is open."""
    if event.starts_at is None or event.ends_at is None:
        return USUAL
    begins, ends = (at.astimezone(event.tzinfo).time() for at in (event.starts_at, event.ends_at))
    return (begins, ends) if begins < ends else USUAL


@bp.post("/<event:event>/manage/agenda/<public_id>/move")
@open_to(Audience.MEMBER, *EDITORS)
def move_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Give a session another slot, and offer to take that back."""
    item = queries.draft_session(db.session(), event, public_id) or abort(404)
    form = MoveForm()
    form.offer(queries.rooms(db.session(), event))
    if not form.validate():
        return editor_page(event, Chosen(item, form))
    before = _fields(event, item)
    try:
        places.lock(db.session(), event)
        change_session(
            db.session(),
            item,
            form.change(db.session(), event, SessionChange.of(db.session(), item)),
            seen=form.looked_at(),
            as_one=services.SLOT,
            accept_fewer_seats=form.accept_fewer_seats.data,
            by=actor(),
            now=clock.now(),
        )
        db.session().commit()
    except Refusal as refusal:
        db.session().rollback()
        stale = isinstance(refusal, ChangedByBoth)
        if not stale:
            form.refuse(refusal)
        item = queries.draft_session(db.session(), event, public_id) or abort(404)
        form.seen.data, form.seen.raw_data = slot_seen(item), None
        return editor_page(event, Chosen(item, form, stale))
    browser["undo"] = {
        "text": _stands(item),
        "action": url_for(
            ".move_session", event=event, public_id=item.public_id, day=request.args.get("day")
        ),
        "fields": {**before, "seen": slot_seen(item)},
    }
    return redirect(_where(event, item), 303)


def _where(event: Event, item: AgendaSession) -> str:
    """Return the address of the day on which a session now stands, else of the one looked at."""
    head = item.block or item
    day = day_of(head.starts_at, event.tzinfo).isoformat() if head.starts_at else None
    return url_for(
        ".agenda_editor",
        event=event,
        day=day or request.args.get("day"),
        session=request.args.get("session"),
        _anchor=f"s-{item.public_id}",
    )


def _fields(event: Event, item: AgendaSession) -> dict[str, str]:
    """Return what a form would send to put the session where it stands."""
    starts, ends = (
        shown_on_clock(item.starts_at, event.tzinfo),
        shown_on_clock(item.ends_at, event.tzinfo),
    )
    return {
        "room": item.room.public_id if item.room else "",
        "starts_at": starts.isoformat(timespec="minutes") if starts else "",
        "ends_at": ends.isoformat(timespec="minutes") if ends else "",
    }


def _stands(item: AgendaSession) -> str:
    title = i18n.render(item.title)
    if item.starts_at is None:
        return str(_("“%(title)s” is no longer scheduled.", title=title))
    when = f"{i18n.format_short_date(item.starts_at)}, {i18n.format_time_spoken(item.starts_at)}"
    room = i18n.render(item.room.name) if item.room else _("without a room")
    return str(_("“%(title)s” now begins %(when)s, %(room)s.", title=title, when=when, room=room))
