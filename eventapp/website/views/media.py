"""Uploaded files: handed out to whoever may see what they belong to."""

from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.members import member_of
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.media import queries
from eventapp.media.errors import NoSuchFile
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.speakers.queries.materials import desk_of_file
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.website.blueprint import bp
from eventapp.website.stored_files import answer_with
from eventapp.workflows import uploads

KEPT = {
    FilePurpose.LOGO: "public, max-age=31536000, immutable",
    FilePurpose.PORTRAIT: "public, max-age=600",
    FilePurpose.MATERIAL: "public, no-cache",
}
"""How long caches keep a public file unasked: people and what they hand in can be taken back."""


@bp.get("/media/<public_id>")
@bp.get("/media/<public_id>/small", endpoint="small_media_file", defaults={"small": True})
@open_to(Audience.PUBLIC)
def media_file(public_id: str, *, small: bool = False) -> ResponseReturnValue:
    """Hand out an uploaded file, or the small edition of a portrait.

    A file never changes, but who is on it may be public no longer: see `KEPT`. Others are for the
    event's team.
    """
    stored = queries.file(db.session(), public_id)
    public = stored is not None and uploads.is_public(db.session(), stored, now=clock.now())
    if stored is None or not (public or _is_team(stored)):
        raise NoSuchFile
    if not public:
        return answer_with(stored, small=small)
    response = answer_with(stored, small=small, cache=KEPT[stored.purpose])
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _is_team(stored: StoredFile) -> bool:
    """Say whether the asker works at the event.

    Internal materials are for its organisers, those of an information desk for who keeps it, too.
    """
    access.meet_viewer()
    member = member_of(db.session().get_one(Event, stored.event_id))
    if member is None or stored.purpose is not FilePurpose.MATERIAL:
        return member is not None
    desk = desk_of_file(db.session(), stored)
    if desk is not None:
        return member.acts_for.includes(desk.organisation_id)
    return not member.roles.isdisjoint(EDITORS)
