"""Uploaded files as answers: by content, as files to save where they are documents."""

from flask import Response, send_file

from eventapp.composition import settings
from eventapp.media import queries
from eventapp.media.errors import NoSuchFile
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose

POLICY = "sandbox; default-src 'none'"
"""Whatever a browser makes of a file opened as a page, it may do nothing."""
NOT_KEPT = "private, no-store"


def answer_with(stored: StoredFile, *, small: bool = False, cache: str = NOT_KEPT) -> Response:
    """Return the answer that hands out a file, or the small edition of a portrait.

    Raises NoSuchFile where its content is gone.
    """
    path = queries.path_of(settings().media_dir, stored, small=small)
    if not path.is_file():
        raise NoSuchFile
    response = send_file(
        path,
        mimetype=stored.content_type,
        as_attachment=stored.purpose is FilePurpose.MATERIAL,
        download_name=stored.name,
        etag=f"{stored.digest[:24]}{'-small' if small else ''}",
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers.pop("Last-Modified", None)
    response.headers["Cache-Control"] = cache
    return response
