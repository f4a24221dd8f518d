"""The people of the programme: listed, looked for, and each on a page of their own."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventapp.agenda import json_ld, queries
from eventapp.agenda.cast import CastMember, organisations_of
from eventapp.agenda.errors import NoSuchSession
from eventapp.agenda.programme import Programme
from eventapp.agenda.render import PARTS
from eventapp.composition import addresses
from eventapp.days import day_of
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.languages import LANGUAGES
from eventapp.people import queries as people
from eventapp.people.queries import PublicDetails, former_ids
from eventapp.speakers.queries.materials import PublicMaterials
from eventapp.web.access import Audience, open_to
from eventapp.website.blueprint import bp
from eventapp.website.filters import PEOPLE_FILTERS, keeps_person
from eventapp.website.programme_pages import WORDS, kept, page_of_one

NOTHING = PublicDetails((), ())


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
    return kept(event, lambda: _speakers_page(event))


def _speakers_page(event: Event) -> str:
    cast, asked = queries.released(db.session(), event).cast, request.args
    details = people.public_details(db.session(), event)
    spoken = {member.person.id: _spoken(member, details) for member in cast}
    days = {day_of(item.starts_at, event.tzinfo) for member in cast for item in member.items}
    shown = [m for m in cast if keeps_person(asked, m, spoken[m.person.id])]
    return render_template(
        "website/speakers.html",
        event=event,
        cast=cast,
        shown=shown,
        spoken=spoken,
        languages=[code for code in LANGUAGES if any(code in codes for codes in spoken.values())],
        organisations=organisations_of(cast),
        does=[part for part in PARTS if any(part in member.parts for member in cast)],
        asked={name: asked.get(name, "") for name in PEOPLE_FILTERS},
        one_day=len(days) == 1,
        **WORDS,
    )


def _spoken(member: CastMember, details: Mapping[str, PublicDetails]) -> tuple[str, ...]:
    """Return the languages in which one can hear or ask a contributor: their own, if known."""
    known = details[member.person.id].languages if member.person.id in details else ()
    return tuple(known) or member.tongues


@bp.get("/<event:event>/speakers/<person_id>")
@open_to(Audience.PUBLIC)
def speaker(event: Event, person_id: str) -> ResponseReturnValue:
    """Show one person and where to hear them."""
    try:
        return page_of_one(event, "website/speaker.html", partial(_of_speaker, event, person_id))
    except NoSuchSession:
        return _where_they_are_now(event, person_id)


def _of_speaker(
    event: Event, person_id: str, programme: Programme, materials: PublicMaterials
) -> dict[str, object]:
    person = programme.speaker(person_id)
    if person is None:
        raise NoSuchSession
    own = people.person(db.session(), event, person_id)
    known = own if own is not None and own.is_public else None
    items = programme.items_of(person)
    details = PublicDetails(known.languages, known.links) if known else NOTHING
    return {
        "person": person,
        "own": known,
        "items": items,
        "blocks": {item.id: programme.block_of(item) for item in items},
        "materials": materials.of_person(person_id),
        "linked": json_ld.of_speaker(event, person, items, addresses(), details=details),
    }
