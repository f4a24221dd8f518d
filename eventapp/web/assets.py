"""Our own static files under addresses that carry a hash of their content, cached for ever.

A first visit fetches a dozen of them: texts are packed as small as can be, once a process.
"""

import hashlib
import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request, send_from_directory

from eventapp.web.access import Audience, open_to
from eventapp.web.compression import SHORTEST, TEXTS

ENDPOINT = "versioned_static"
FOREVER = "public, max-age=31536000, immutable"

LARGEST_PACKED = 100_000
"""Bytes of a text that is packed as small as can be; what is larger would take seconds."""

COMMENTS = re.compile(rb"\s*/\*.*?\*/", re.DOTALL)
"""Of a style sheet: an eighth of what is left of it when packed, and for developers alone."""

NEEDLESS = ("Accept-Ranges", "Content-Disposition", "Last-Modified")
"""Headers of a file whose address changes with it, and which nobody saves or fetches in parts."""


def install(app: Flask, folder: Path) -> None:
    """Serve `/static/<hash>/<path>`; a changed file has a new address, so nothing is stale.

    The hash stands in the path, not the query: relative addresses inside style sheets and
    modules then stay within the same version.
    """
    version = _version(folder)
    app.config["ASSETS"] = version

    def asset(path: str) -> str:
        """Return the address of a static file."""
        return f"/static/{version}/{path}"

    @app.route("/static/<version>/<path:filename>", endpoint=ENDPOINT)
    @open_to(Audience.PUBLIC)
    def versioned_static(version: str, filename: str) -> Response:
        if not version.isalnum():
            abort(404)
        response = send_from_directory(folder, filename, etag=False, conditional=False)
        _revalidate(response)
        current = version == _version(folder) and not app.debug
        response.headers["Cache-Control"] = FOREVER if current else "public, no-cache"
        if request.path.endswith(".wasm"):
            response.headers["Content-Type"] = "application/wasm"
        for name in NEEDLESS:
            response.headers.pop(name, None)
        _pack(response, folder / filename)
        return response

    app.jinja_env.globals["asset"] = asset


def _revalidate(response: Response) -> None:
    """Tell who has the file already, however compressed, by a tag as short as can be."""
    changed, size = response.last_modified, response.content_length or 0
    response.set_etag(f"{changed.timestamp() if changed else 0:.0f}-{size}", weak=True)
    response.make_conditional(request, accept_ranges=True, complete_length=size)


def _pack(response: Response, path: Path) -> None:
    """Send a whole text as small as Brotli makes it, to who reads that."""
    size = response.content_length or 0
    if (
        response.status_code == HTTPStatus.OK
        and response.mimetype in TEXTS
        and SHORTEST <= size <= LARGEST_PACKED
        and request.accept_encodings.quality("br")
    ):
        response.direct_passthrough = False
        response.set_data(_packed(path, path.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "br"


@lru_cache(maxsize=128)
def _packed(path: Path, _changed: int) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".css":
        content = COMMENTS.sub(b"", content)
    return bytes(brotli.compress(content))


@lru_cache(maxsize=4)
def _version(folder: Path) -> str:
    """Return the hash over all static files' names, sizes and times: one version for the set."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            status = path.stat()
            digest.update(
                f"{path.relative_to(folder)}:{status.st_size}:{status.st_mtime_ns}".encode()
            )
    return digest.hexdigest()
