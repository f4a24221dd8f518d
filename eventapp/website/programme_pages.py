"""Pages of the published programme: kept while it stands, remade when it or a file changes."""

from collections.abc import Callable, Collection, Iterable

from flask import Response, request
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.agenda import queries
from eventapp.agenda.feed_facts import Attachment
from eventapp.agenda.models import SessionPart
from eventapp.agenda.programme import Programme
from eventapp.agenda.render import CHANGE_WORDS, KINDS, PARTS
from eventapp.composition import addresses
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.media.documents import ENDINGS
from eventapp.speakers.queries.materials import (
    PublicMaterial,
    PublicMaterials,
    public_materials,
)
from eventapp.web.pages import kept_page, page_tag, public_page, still_current

USUAL_PARTS = frozenset((SessionPart.SPEAKER, SessionPart.PANELLIST))
"""Parts that a list of contributors need not say."""
WORDS: dict[str, object] = {
    "KINDS": KINDS,
    "PARTS": PARTS,
    "USUAL_PARTS": USUAL_PARTS,
    "KINDS_OF_FILES": ENDINGS,
    **CHANGE_WORDS,
}
"""What templates of the programme name."""


def kept(
    event: Event,
    make: Callable[[], str | bytes],
    *state: object,
    orders: Collection[bytes] = (),
) -> Response:
    """Return a page of the programme: another one after a change of the event or this `state`."""
    address = (request.path, event.public_id)
    return kept_page(address, (event.revision, *state), make, queries=orders)


def public_files(event: Event) -> PublicMaterials:
    """Return what everybody may read by now: some appear with the time alone."""
    return public_materials(db.session(), event, now=clock.now())


def attachments(materials: Iterable[PublicMaterial]) -> dict[str, list[Attachment]]:
    """Return the files of each session and each information desk, by its public id."""
    files: dict[str, list[Attachment]] = {}
    for material in materials:
        title = i18n.render(material.title) or material.name
        url = addresses().media_file(material.file)
        file = Attachment(title, url, material.content_type, material.size)
        files.setdefault(material.session or material.desk, []).append(file)
    return files


def page_of_one(
    event: Event,
    template: str,
    facts_in: Callable[[Programme, PublicMaterials], dict[str, object]],
) -> ResponseReturnValue:
    """Answer with the page of one part of the programme, unless the reader has it as it stands."""
    materials = public_files(event)
    about = (request.path, event.public_id, request.query_string)
    tag = (*about, event.revision, *materials.state)
    if unchanged := still_current(*tag):
        return unchanged
    facts = facts_in(queries.released(db.session(), event), materials)
    return public_page(template, tag=page_tag(*tag), event=event, **facts, **WORDS)
