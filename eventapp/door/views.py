"""The scanner's page, and what it is made of."""

from flask import Response, send_from_directory
from flask.typing import ResponseReturnValue

from eventapp.door.blueprint import bp
from eventapp.paths import PACKAGE
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page

CSP_DECODER = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
"""What a worker may do follows from its own answer: this one runs the bundled QR decoder."""


@bp.get("/door", strict_slashes=False)
@open_to(Audience.PUBLIC)
def scanner() -> ResponseReturnValue:
    """Show the scanner: the same page for every phone; what it may do, the server says."""
    return public_page("door/scanner.html")


@bp.get("/door/decoder.js")
@open_to(Audience.PUBLIC)
def decoder() -> ResponseReturnValue:
    """Hand out the worker that finds codes in pictures."""
    response: Response = send_from_directory(PACKAGE / "static", "js/door/decoder.js")
    response.headers["Content-Security-Policy"] = CSP_DECODER
    response.headers["Cache-Control"] = "public, no-cache"
    return response
