"""The public programme: agenda, session pages, speakers, calendar."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import booklet, feeds, json_ld, queries
from eventapp.agenda.errors import NoSuchSession
from eventapp.agenda.groups import ORDERS, grouped
from eventapp.agenda.items import Item, key_of
from eventapp.agenda.programme import Programme
from eventapp.agenda.render import KINDS, about_of, calendar_of
from eventapp.composition import addresses, settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.people.queries import former_ids
from eventapp.speakers.queries.materials import PublicMaterials
from eventapp.text_search import without_controls
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, revalidated
from eventapp.website.blueprint import bp
from eventapp.website.filters import FILTERS, keeps
from eventapp.website.programme_pages import (
    WORDS,
    attachments,
    kept,
    page_of_one,
    public_files,
)

MARKS = 4
"""How many marks of tracks look different; then they come again, beside their word."""
KEPT_ORDERS = frozenset(f"by={order}".encode() for order in ORDERS if order)
"""Queries whose pages are kept as the plain one is; those with filters are made each time."""
FORMS = {
    "xml": "application/xml",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What the programme is handed out as."""
WITH_FILES = ("xml", "json")
"""Those that name the materials of a session."""


@bp.get("/<event:event>/agenda")
@open_to(Audience.PUBLIC)
def programme(event: Event) -> ResponseReturnValue:
    """Show the released programme by day, time and room."""
    return kept(event, lambda: _programme_page(event), orders=KEPT_ORDERS)


def _programme_page(event: Event) -> str:
    programme = queries.released(db.session(), event)
    chosen = [item for item in programme.items if keeps(request.args, item)]
    order = request.args.get("by", "")
    groups = grouped(programme, chosen, order)
    return render_template(
        "website/programme.html",
        event=event,
        programme=programme,
        days=() if groups else programme.days(event.zone, chosen),
        groups=groups,
        order=order,
        ORDERS=ORDERS,
        kinds=[kind for kind in KINDS if any(item.kind == kind for item in programme.items)],
        tracks={key_of(track): (at % MARKS, track) for at, track in enumerate(programme.tracks)},
        spoken=sorted({code for item in programme.items for code in item.languages}),
        release=queries.release_number(db.session(), event),
        FORMS=booklet.FORMS,
        filters={name: request.args.getlist(name) for name in FILTERS if request.args.get(name)},
        **WORDS,
    )


@bp.get("/<event:event>/agenda/changes")
@open_to(Audience.PUBLIC)
def change_log(event: Event) -> ResponseReturnValue:
    """Tell release by release what changed in the programme."""
    return kept(event, lambda: _changes_page("website/changes.html", event))


def _changes_page(template: str, event: Event) -> str:
    releases = queries.history(db.session(), event)
    base_url = settings().base_url
    return render_template(template, event=event, releases=releases, base_url=base_url, **WORDS)


@bp.get("/<event:event>/agenda/changes.atom")
@open_to(Audience.PUBLIC)
def change_feed(event: Event) -> ResponseReturnValue:
    """Hand out what changed as a feed to follow (RFC 4287)."""
    response = kept(event, lambda: without_controls(_changes_page("website/changes.xml", event)))
    response.content_type = "application/atom+xml; charset=utf-8"
    return response


@bp.get("/<event:event>/agenda/<item_id>")
@open_to(Audience.PUBLIC)
def session_page(event: Event, item_id: str) -> ResponseReturnValue:
    """Show one session: when, where, who, in which language, what else is on then."""
    return page_of_one(event, "website/session_page.html", partial(_of_session, event, item_id))


def _of_session(
    event: Event, item_id: str, programme: Programme, materials: PublicMaterials
) -> dict[str, object]:
    item = programme.item(item_id)
    if item is None:
        raise NoSuchSession
    return {
        "item": item,
        "beside": programme.beside(item),
        "block": programme.block_of(item),
        "talks": programme.talks_of(item),
        "materials": materials.of_session(item_id),
        "linked": json_ld.of_session(
            event, item, addresses(), attachments(materials.every).get(item_id, ())
        ),
    }


@bp.get("/<event:event>/agenda/<item_id>.ics")
@open_to(Audience.PUBLIC)
def session_calendar(event: Event, item_id: str) -> ResponseReturnValue:
    """Hand out one session for a calendar."""
    programme = queries.released(db.session(), event)
    gone = (withdrawn.item for withdrawn in programme.withdrawn if withdrawn.item.id == item_id)
    item = programme.item(item_id) or next(gone, None)
    if item is None:
        raise NoSuchSession
    content = _calendar(event, (item,), i18n.render(event.label), public_files(event))
    return as_file(
        revalidated(Response(content)), "text/calendar; charset=utf-8", f"{event.slug}.ics"
    )


@bp.get("/<event:event>/agenda.ics")
@open_to(Audience.PUBLIC)
def calendar(event: Event) -> ResponseReturnValue:
    """Hand out the programme for a calendar: whole, or what the page's filters or a person keep.

    Sessions named one by one (`s`) are a reader's own: the browser alone knows them.
    """
    now = clock.now()
    materials = public_files(event)
    make = partial(_chosen_calendar, event, materials, now)
    response = kept(event, make, event.is_over(now), *materials.state)
    return as_file(response, "text/calendar; charset=utf-8", f"{event.slug}.ics")


def _chosen_calendar(event: Event, materials: PublicMaterials, now: datetime) -> bytes:
    programme = queries.released(db.session(), event)
    own, person = set(request.args.getlist("s")), request.args.get("person", "")
    if person and programme.speaker(person) is None:
        person = former_ids(db.session(), event).get(person, person)
    gone = () if event.is_over(now) else programme.withdrawn
    if person:
        gone = tuple(withdrawn for withdrawn in gone if person in withdrawn.persons)
    items = [*programme.items, *(withdrawn.item for withdrawn in gone)]
    items = [item for item in items if keeps(request.args, item) and (not own or item.id in own)]
    about: list[Translated | str] = []
    if person:
        somebody = programme.speaker(person)
        if somebody is None and not gone:
            raise NoSuchSession
        held = {item.id for item in programme.items_of(somebody)} if somebody else set()
        held |= {withdrawn.item.id for withdrawn in gone}
        items = [item for item in items if item.id in held]
        about += [somebody.name] if somebody else []
    about += [track for track in programme.tracks if key_of(track) == request.args.get("track")]
    about += [room.name for room in programme.rooms if room.id == request.args.get("room")]
    name = " – ".join([i18n.render(event.label), *(i18n.render(text) for text in about)])
    return _calendar(event, tuple(items), name, materials)


def _calendar(
    event: Event, items: tuple[Item, ...], name: str, materials: PublicMaterials
) -> bytes:
    revised_at = queries.revised_at(db.session(), event)
    files = attachments(materials.every)
    return calendar_of(event, items, addresses(), name=name, revised_at=revised_at, files=files)


@bp.get("/<event:event>/agenda.<any(xml, json, csv, xlsx):form>")
@open_to(Audience.PUBLIC)
def feed(event: Event, form: str) -> ResponseReturnValue:
    """Hand out the released programme for other programs: voc XML and JSON, or a table."""
    kind = FORMS[form] if form == "xlsx" else f"{FORMS[form]}; charset=utf-8"
    materials = public_files(event) if form in WITH_FILES else PublicMaterials()
    response = kept(event, lambda: _written(event, form, materials), *materials.state)
    return as_file(response, kind, f"{event.slug}.{form}")


def _written(event: Event, form: str, materials: PublicMaterials) -> bytes:
    programme = queries.released(db.session(), event)
    about = about_of(event, queries.latest_release(db.session(), event), addresses())
    links = {
        public_id: known.links
        for public_id, known in people.public_details(db.session(), event).items()
    }
    about = replace(about, files=attachments(materials.every), links=links)
    if form == "json":
        content = feeds.voc_json(about, programme)
        return current_app.json.dumps(content, ensure_ascii=False).encode()
    make = {"xml": feeds.frab_xml, "csv": feeds.as_csv, "xlsx": feeds.as_xlsx}[form]
    return make(about, programme)
