"""The public programme: agenda, session pages, speakers, calendar."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from http import HTTPStatus

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import booklet, feeds, json_ld, queries
from eventapp.agenda.errors import NoSuchSession
from eventapp.agenda.feed_facts import Attachment
from eventapp.agenda.groups import ORDERS, grouped
from eventapp.agenda.items import Item, key_of
from eventapp.agenda.models import SessionPart
from eventapp.agenda.programme import Programme
from eventapp.agenda.render import CHANGE_WORDS, KINDS, PARTS, about_of, calendar_of
from eventapp.composition import addresses, settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.media.documents import ENDINGS
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.people.queries import former_ids
from eventapp.speakers.queries.materials import PublicMaterials, public_materials
from eventapp.text_search import without_controls
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import (
    as_file,
    kept_page,
    page_tag,
    public_page,
    revalidated,
    still_current,
)
from eventapp.website.blueprint import bp
from eventapp.website.filters import FILTERS, keeps

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
USUAL_PARTS = frozenset((SessionPart.SPEAKER, SessionPart.PANELLIST))
"""Parts that a list of contributors need not say."""
WORDS: dict[str, object] = {
    "KINDS": KINDS,
    "PARTS": PARTS,
    "USUAL_PARTS": USUAL_PARTS,
    "KINDS_OF_FILES": ENDINGS,
    **CHANGE_WORDS,
}


@bp.get("/<event:event>/agenda")
@open_to(Audience.PUBLIC)
def programme(event: Event) -> ResponseReturnValue:
    """Show the released programme by day, time and room."""
    return _kept(event, lambda: _programme_page(event), orders=KEPT_ORDERS)


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


def _kept(
    event: Event,
    make: Callable[[], str | bytes],
    *state: object,
    orders: Collection[bytes] = (),
) -> Response:
    """Return a page of the programme: another one after a change of the event or this `state`."""
    address = (request.path, event.public_id)
    return kept_page(address, (event.revision, *state), make, queries=orders)


def _materials(event: Event) -> PublicMaterials:
    """Return what everybody may read by now: some appear with the time alone."""
    return public_materials(db.session(), event, now=clock.now())


@bp.get("/<event:event>/agenda/changes")
@open_to(Audience.PUBLIC)
def change_log(event: Event) -> ResponseReturnValue:
    """Tell release by release what changed in the programme."""
    return _kept(event, lambda: _changes_page("website/changes.html", event))


def _changes_page(template: str, event: Event) -> str:
    releases = queries.history(db.session(), event)
    base_url = settings().base_url
    return render_template(template, event=event, releases=releases, base_url=base_url, **WORDS)


@bp.get("/<event:event>/agenda/changes.atom")
@open_to(Audience.PUBLIC)
def change_feed(event: Event) -> ResponseReturnValue:
    """Hand out what changed as a feed to follow (RFC 4287)."""
    response = _kept(event, lambda: without_controls(_changes_page("website/changes.xml", event)))
    response.content_type = "application/atom+xml; charset=utf-8"
    return response


@bp.get("/<event:event>/agenda/<item_id>")
@open_to(Audience.PUBLIC)
def session_page(event: Event, item_id: str) -> ResponseReturnValue:
    """Show one session: when, where, who, in which language, what else is on then."""
    return _page_of_one(event, "website/session_page.html", partial(_of_session, event, item_id))


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
        "linked": json_ld.of_session(event, item, addresses()),
    }


def _page_of_one(
    event: Event,
    template: str,
    facts_in: Callable[[Programme, PublicMaterials], dict[str, object]],
) -> ResponseReturnValue:
    """Answer with the page of one part of the programme, unless the reader has it as it stands."""
    materials = _materials(event)
    about = (request.path, event.public_id, request.query_string)
    tag = (*about, event.revision, *materials.state)
    if unchanged := still_current(*tag):
        return unchanged
    facts = facts_in(queries.released(db.session(), event), materials)
    return public_page(template, tag=page_tag(*tag), event=event, **facts, **WORDS)


@bp.get("/<event:event>/agenda/<item_id>.ics")
@open_to(Audience.PUBLIC)
def session_calendar(event: Event, item_id: str) -> ResponseReturnValue:
    """Hand out one session for a calendar."""
    programme = queries.released(db.session(), event)
    gone = (withdrawn.item for withdrawn in programme.withdrawn if withdrawn.item.id == item_id)
    item = programme.item(item_id) or next(gone, None)
    if item is None:
        raise NoSuchSession
    content = _calendar(event, (item,), i18n.render(event.label))
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
    response = _kept(event, lambda: _chosen_calendar(event, now), event.is_over(now))
    return as_file(response, "text/calendar; charset=utf-8", f"{event.slug}.ics")


def _chosen_calendar(event: Event, now: datetime) -> bytes:
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
    return _calendar(event, tuple(items), name)


def _calendar(event: Event, items: tuple[Item, ...], name: str) -> bytes:
    revised_at = queries.revised_at(db.session(), event)
    return calendar_of(event, items, addresses(), name=name, revised_at=revised_at)


@bp.get("/<event:event>/agenda.<any(xml, json, csv, xlsx):form>")
@open_to(Audience.PUBLIC)
def feed(event: Event, form: str) -> ResponseReturnValue:
    """Hand out the released programme for other programs: voc XML and JSON, or a table."""
    kind = FORMS[form] if form == "xlsx" else f"{FORMS[form]}; charset=utf-8"
    materials = _materials(event) if form in WITH_FILES else PublicMaterials()
    response = _kept(event, lambda: _written(event, form, materials), *materials.state)
    return as_file(response, kind, f"{event.slug}.{form}")


def _written(event: Event, form: str, materials: PublicMaterials) -> bytes:
    programme = queries.released(db.session(), event)
    about = about_of(event, queries.latest_release(db.session(), event), addresses())
    files: dict[str, list[Attachment]] = {}
    for material in materials.every:
        title = i18n.render(material.title) or material.name
        file = Attachment(title, addresses().media_file(material.file))
        files.setdefault(material.session, []).append(file)
    about = replace(about, files=files)
    if form == "json":
        content = feeds.voc_json(about, programme)
        return current_app.json.dumps(content, ensure_ascii=False).encode()
    make = {"xml": feeds.frab_xml, "csv": feeds.as_csv, "xlsx": feeds.as_xlsx}[form]
    return make(about, programme)


def _where_they_are_now(event: Event, former: str) -> ResponseReturnValue:
    """Lead on to the page of who was merged with somebody; raises NoSuchSession."""
    now = former_ids(db.session(), event).get(former, "")
    if queries.released(db.session(), event).speaker(now) is None:
        raise NoSuchSession
    return redirect(url_for(".speaker", event=event, person_id=now), HTTPStatus.MOVED_PERMANENTLY)


@bp.get("/<event:event>/speakers")
@open_to(Audience.PUBLIC)
def speakers(event: Event) -> ResponseReturnValue:
    """List everybody with a part in the programme."""
    return _kept(event, lambda: _speakers_page(event))


def _speakers_page(event: Event) -> str:
    programme = queries.released(db.session(), event)
    return render_template("website/speakers.html", event=event, programme=programme, **WORDS)


@bp.get("/<event:event>/speakers/<person_id>")
@open_to(Audience.PUBLIC)
def speaker(event: Event, person_id: str) -> ResponseReturnValue:
    """Show one person and where to hear them."""
    try:
        return _page_of_one(event, "website/speaker.html", partial(_of_speaker, event, person_id))
    except NoSuchSession:
        return _where_they_are_now(event, person_id)


def _of_speaker(
    event: Event, person_id: str, programme: Programme, materials: PublicMaterials
) -> dict[str, object]:
    person = programme.speaker(person_id)
    if person is None:
        raise NoSuchSession
    own = people.person(db.session(), event, person_id)
    return {
        "person": person,
        "own": own if own is not None and own.is_public else None,
        "items": programme.items_of(person),
        "materials": materials.of_person(person_id),
    }
