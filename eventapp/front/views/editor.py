"""The agenda editor: the draft as a table of rooms and times, its clashes, moves, releases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import abort, redirect, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.agenda import queries, services
from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.agenda.models import AgendaSession, Room, SessionKind
from eventapp.agenda.render import CHANGES, KINDS
from eventapp.agenda.timetable import LENGTH, USUAL, Placed, Table, tables
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.front import clash_words, records
from eventapp.front.agenda_forms import MoveForm, ReleaseForm
from eventapp.front.blueprint import bp
from eventapp.front.preview import preview
from eventapp.front.records.kind import EDITORS
from eventapp.front.views.registrations import actor
from eventapp.moments import on_clock, shown_on_clock
from eventapp.registration.services import places
from eventapp.registration.services.session_rooms import check_seats
from eventapp.web import clock, i18n
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

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
    """Show the draft by day, room and time, what clashes in it, and what is released."""
    return editor_page(event)


def editor_page(
    event: Event, chosen: Chosen | None = None, release: ReleaseForm | None = None
) -> ResponseReturnValue:
    """Return the editor, with an open panel or with a release that was refused."""
    whole = queries.whole_draft(db.session(), event)
    draft, rooms, roles = whole.sessions, whole.rooms, whole.roles
    clashes = queries.clashes_of_draft(db.session(), event)
    names = {role.person_id: role.person.full_name for found in roles.values() for role in found}
    by_id = {one.id: one for one in draft}
    words = clash_words.Draft(by_id, names)
    opened = chosen or _asked(event, draft, rooms)
    ahead = services.outlook_of(db.session(), event, whole)
    return page(
        "front/agenda_editor.html",
        _status(chosen, release),
        event=event,
        draft=by_id,
        roles=roles,
        rooms={one.id: one for one in rooms},
        tables=_tables(event, draft, whole.further_rooms, rooms),
        tray=[one for one in draft if one.starts_at is None and one.block_id is None],
        talks=_talks(draft),
        further=whole.further_rooms,
        clashes=[words.in_full(one) for one in clashes],
        clashing=words.by_session(clashes),
        chosen=opened,
        form=release or ReleaseForm(),
        releases=queries.history(db.session(), event),
        ahead=preview(db.session(), event, ahead),
        undo=browser.pop("undo", None),
        wall=lambda at: (shown_on_clock(at, event.tzinfo) or at).isoformat(timespec="minutes"),
        usual=LENGTH // timedelta(minutes=1),
        KINDS=KINDS,
        CHANGES=CHANGES,
        kinds=[kind for kind in records.KINDS.values() if kind.of_programme],
    )


def _status(chosen: Chosen | None, release: ReleaseForm | None) -> int:
    if chosen is not None:
        return 409 if chosen.is_stale else 422
    return 422 if release is not None else 200


def _asked(event: Event, draft: Sequence[AgendaSession], rooms: Sequence[Room]) -> Chosen | None:
    """Return the session of the address, with its slot in the form."""
    wanted = request.args.get("session", "")
    item = next((one for one in draft if one.public_id == wanted), None)
    if item is None:
        return None
    form = MoveForm(
        formdata=None,
        data={
            "version": item.version,
            "room": item.room.public_id if item.room else "",
            "starts": shown_on_clock(item.starts_at, event.tzinfo),
            "ends": shown_on_clock(item.ends_at, event.tzinfo),
        },
    )
    form.offer([(one.public_id, i18n.render(one.name)) for one in rooms])
    return Chosen(item, form)


def _placed(draft: Sequence[AgendaSession], further: Mapping[int, Sequence[Room]]) -> list[Placed]:
    """Return what the tables show: each session in each of its rooms; talks are in their blocks."""
    return [
        Placed(one.id, room, one.starts_at, one.ends_at, one.kind is SessionKind.BREAK)
        for one in draft
        if one.starts_at is not None and one.block_id is None
        for room in (one.room_id, *(each.id for each in further.get(one.id, ())))
    ]


def _tables(
    event: Event,
    draft: Sequence[AgendaSession],
    further: Mapping[int, Sequence[Room]],
    rooms: Sequence[Room],
) -> list[Table]:
    placed, order = _placed(draft, further), [one.id for one in rooms]
    return tables(placed, order, event.tzinfo, _days(event), _hours(event))


def _talks(draft: Sequence[AgendaSession]) -> dict[int, list[AgendaSession]]:
    """Return the talks of each block in their order; those without a time of their own last."""
    found: dict[int, list[AgendaSession]] = {}
    for one in draft:
        if one.block_id is not None:
            found.setdefault(one.block_id, []).append(one)
    return found


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
    rooms = {one.public_id: one for one in queries.rooms(db.session(), event)}
    form = MoveForm()
    form.offer([(key, i18n.render(one.name)) for key, one in rooms.items()])
    if not form.validate():
        return editor_page(event, Chosen(item, form))
    before, room = _fields(event, item), rooms.get(form.room.data or "")
    try:
        places.lock(db.session(), event)
        if not form.accept_fewer_seats.data:
            check_seats(db.session(), item, room if form.starts.data else None)
        services.move(
            db.session(),
            item,
            seen=form.version.data,
            room=room,
            starts_at=on_clock(form.starts.data, event.tzinfo, held=item.starts_at),
            ends_at=on_clock(form.ends.data, event.tzinfo, held=item.ends_at),
            by=actor(),
            now=clock.now(),
        )
        db.session().commit()
    except Refusal as refusal:
        db.session().rollback()
        stale = isinstance(refusal, ChangedMeanwhile)
        if not stale:
            form.refuse(refusal)
        form.version.data, form.version.raw_data = item.version, None
        return editor_page(event, Chosen(item, form, stale))
    browser["undo"] = {
        "text": _stands(item),
        "action": url_for(".move_session", event=event, public_id=item.public_id),
        "fields": {**before, "version": item.version},
    }
    opened = request.args.get("session")
    return redirect(
        url_for(".agenda_editor", event=event, session=opened, _anchor=f"s-{item.public_id}"), 303
    )


def _fields(event: Event, item: AgendaSession) -> dict[str, str]:
    """Return what a form would send to put the session where it stands."""
    starts, ends = (
        shown_on_clock(item.starts_at, event.tzinfo),
        shown_on_clock(item.ends_at, event.tzinfo),
    )
    return {
        "room": item.room.public_id if item.room else "",
        "starts": starts.isoformat(timespec="minutes") if starts else "",
        "ends": ends.isoformat(timespec="minutes") if ends else "",
    }


def _stands(item: AgendaSession) -> str:
    title = i18n.render(item.title)
    if item.starts_at is None:
        return str(_("“%(title)s” is no longer scheduled.", title=title))
    when = f"{i18n.format_short_date(item.starts_at)}, {i18n.format_time_spoken(item.starts_at)}"
    room = i18n.render(item.room.name) if item.room else _("without a room")
    return str(_("“%(title)s” now begins %(when)s, %(room)s.", title=title, when=when, room=room))
