"""Public pages of the installation and of an event."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from eventapp import clock, i18n
from eventapp.agenda import json_ld
from eventapp.agenda import queries as agenda
from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.programme import Day
from eventapp.agenda.queries import hosting
from eventapp.agenda.render import KINDS, LEVELS
from eventapp.composition import addresses, settings
from eventapp.events import queries as events
from eventapp.events.models import Event, Phase
from eventapp.extensions import db
from eventapp.languages import LANGUAGES
from eventapp.people import queries as people
from eventapp.people.models import ORGANISING, OrganisationKind
from eventapp.registration import queries as registration
from eventapp.registration.queries import CategoryPlaces
from eventapp.speakers.queries.openings import Opening, opening
from eventapp.web import language_choice
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import kept_page, kept_part
from eventapp.web.security import safe_path
from eventapp.website import browsers
from eventapp.website.blueprint import bp
from eventapp.website.flow import Gate, picture


def quiet_line() -> str:
    """Return the one line that says that this is a demonstration; nothing for a real event."""
    event: Event | None = g.get("event")
    if event is None and settings().development:
        try:
            event = next(iter(events.published(db.session())), None)
        except SQLAlchemyError:  # the foot of an error page must not be the next error
            db.session().rollback()
    return i18n.render(event.demo_notice) if event is not None else ""


def install(app: Flask) -> None:
    """Give templates the line for the foot of every page, and browsers their names."""
    app.jinja_env.globals["quiet_line"] = quiet_line
    app.jinja_env.filters["browser"] = browsers.named


OF_A_DAY = 50
"""How many sessions of a day the event's page shows at most; the programme shows them all."""


@bp.get("/")
@open_to(Audience.PUBLIC)
def home() -> ResponseReturnValue:
    """List the public events; the only one is shown at once."""
    shown = events.published(db.session())
    if len(shown) == 1:
        return redirect(url_for(".event_page", event=shown[0]), 302)
    state = tuple((event.public_id, event.revision) for event in shown)
    return kept_page((request.path,), state, lambda: _list_of(shown))


def _list_of(events: Sequence[Event]) -> str:
    return render_template("website/home.html", events=events)


@bp.get("/<event:event>/")
@open_to(Audience.PUBLIC)
def event_page(event: Event) -> ResponseReturnValue:
    """Show the event: what, when, where, by whom, what is on, how many places are left."""
    now = clock.now()
    call = opening(db.session(), event)
    by_clock = registration.phase(event, (), now), call.takes(now)
    mark = registration.home_mark(db.session(), event)
    return _kept(event, lambda: _event_page(event, now, call), *by_clock, mark)


def _kept(event: Event, make: Callable[[], str], *state: object) -> Response:
    """Return a page of the event: another one after a change of the event or of this `state`."""
    return kept_page((request.path, event.public_id), (event.revision, *state), make)


def _event_page(event: Event, now: datetime, call: Opening) -> str:
    contingents = registration.by_category(db.session(), event)
    phase = registration.phase(event, contingents, now)
    number = agenda.release_number(db.session(), event)
    days = agenda.released(db.session(), event).days(event.zone)
    main = _main_day(event, days)
    others = [day for day in days if day is not main]
    hosts = people.hosts(db.session(), event)
    return render_template(
        "website/event_page.html",
        call=call if call.takes(now) else None,
        event=event,
        phase=phase,
        Phase=Phase,
        contingents=[
            contingent for contingent in contingents if contingent.category.open_to_visitors
        ],
        free=_free(event, contingents),
        kept=contingents[0].kept if contingents else 0,
        waiting=sum(contingent.waiting for contingent in contingents),
        main=main,
        main_part=_part("website/_main_day.html", event, main, others),
        other_part=_part("website/_other_days.html", event, main, others),
        axis=_axis(main),
        number=number,
        hosts=hosts,
        linked=json_ld.of_event(event, hosts, addresses()),
        desks=people.desks(db.session(), event),
        clusters=people.names_by_kind(db.session(), event, OrganisationKind.CLUSTER),
        poles=people.names_by_kind(db.session(), event, OrganisationKind.POLE),
        KINDS=KINDS,
        LEVELS=LEVELS,
        ORGANISING=ORGANISING,
    )


def _part(template: str, event: Event, main: Day | None, others: list[Day]) -> Markup:
    """Return a part of the event's page that no registration changes."""
    if main is None:
        return Markup()
    return kept_part(
        (template, event.public_id, event.revision),
        lambda: render_template(
            template, event=event, main=main, other_days=others, most=OF_A_DAY, KINDS=KINDS
        ),
    )


def _free(event: Event, contingents: list[CategoryPlaces]) -> int | None:
    """Return how many places are free for everybody: what is kept for some is none of them."""
    if event.places is None:
        return None
    kept = contingents[0].kept if contingents else 0
    return max(0, event.places - sum(contingent.held for contingent in contingents) - kept)


def _main_day(event: Event, days: tuple[Day, ...]) -> Day | None:
    """Return the day on which the event begins, else its fullest one."""
    if event.starts_at is not None:
        first = event.starts_at.astimezone(ZoneInfo(event.zone)).date()
        for day in days:
            if day.day == first:
                return day
    return max(days, key=lambda day: len(day.slots), default=None)


LEAD, TRAIL = timedelta(minutes=57), timedelta(minutes=36)


def _span(day: Day) -> tuple[datetime, timedelta]:
    begins = day.slots[0].starts_at - LEAD
    last = day.slots[-1]
    ends = (last.last_end or last.starts_at + timedelta(minutes=60)) + TRAIL
    return begins, ends - begins


def _axis(day: Day | None) -> list[tuple[str, datetime, int]]:
    """Return (place in percent, time, parallel rooms) of the labels under the flow."""
    if day is None:
        return []
    begins, span = _span(day)
    return [
        (f"{(slot.starts_at - begins) / span * 100:.1f}", slot.starts_at, len(slot.items))
        for slot in day.slots
        if not slot.is_pause
    ]


@bp.get("/<event:event>/flow/<int:number>.svg")
@open_to(Audience.PUBLIC)
def flow(event: Event, number: int) -> ResponseReturnValue:  # noqa: ARG001  (another for each release)
    """Draw the day of a release as a flow; the address changes with the release."""
    response = _kept(event, lambda: _drawing(event))
    response.content_type = "image/svg+xml; charset=utf-8"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _drawing(event: Event) -> str:
    day = _main_day(event, agenda.released(db.session(), event).days(event.zone))
    clusters = people.names_by_kind(db.session(), event, OrganisationKind.CLUSTER)
    poles = people.names_by_kind(db.session(), event, OrganisationKind.POLE)
    return picture(len(clusters) or 60, len(poles) or 40, _gates(day))


def _gates(day: Day | None) -> list[Gate]:
    if day is None:
        return [Gate(0.4, 0.6, 1)]
    begins, span = _span(day)
    gates = []
    for slot, following in zip(day.slots, [*day.slots[1:], None], strict=True):
        ends = slot.last_end or slot.starts_at + timedelta(minutes=20)
        if following is not None:
            ends = min(ends, following.starts_at - timedelta(minutes=20))
        if ends <= slot.starts_at:
            continue
        gates.append(
            Gate((slot.starts_at - begins) / span, (ends - begins) / span, len(slot.items))
        )
    return gates


@bp.get("/<event:event>/hosts")
@open_to(Audience.PUBLIC)
def hosts(event: Event) -> ResponseReturnValue:
    """Show who gives the event, and whom of each organisation the programme holds."""
    return _kept(event, lambda: _hosts_page(event))


def _hosts_page(event: Event) -> str:
    programme = agenda.released(db.session(), event)
    voices: dict[int, list[tuple[Speaker, tuple[Item, ...]]]] = defaultdict(list)
    for public_id, organisation_id in people.of_hosts(db.session(), event):
        speaker = programme.speaker(public_id)
        if speaker is not None:
            voices[organisation_id].append((speaker, programme.items_of(speaker)))
    hosted = hosting.ids_by_host(db.session(), event)
    return render_template(
        "website/hosts.html",
        event=event,
        hosts=people.hosts(db.session(), event),
        desks=people.desks(db.session(), event),
        LEVELS=LEVELS,
        voices=voices,
        sessions={
            number: [item for item in map(programme.item, ids) if item is not None]
            for number, ids in hosted.items()
        },
    )


@bp.get("/lang/<code>")
@open_to(Audience.PUBLIC)
def switch_language(code: str) -> ResponseReturnValue:
    """Keep a language for the next pages and go back to where the visitor was."""
    response = redirect(safe_path(request.args.get("next")), 303)
    if code in LANGUAGES:
        language_choice.keep_language(response, code)
    return response
