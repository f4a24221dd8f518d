"""The scanner's page, and what keeps it on a device as an app that starts without a network."""

import hashlib
import json

from flask import Response, current_app, jsonify, render_template, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from eventapp import i18n
from eventapp.door.blueprint import bp
from eventapp.i18n import gettext as _
from eventapp.paths import PACKAGE
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page, revalidated
from eventapp.web.security import SCRIPT

STATIC = PACKAGE / "static"
CSP_DECODER = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
"""What a worker may do follows from its own answer: this one runs the bundled QR decoder."""

GROUND = "#0c151d"
"""As the style sheets have it (`--door`); a manifest knows no others."""

PRECACHED = (
    *("css/tokens.css", "css/base.css", "css/components.css", "css/pages.css", "css/door.css"),
    *("js/web/page.js", "vendor/fonts.css", "vendor/barcode-detector.js"),
    *("vendor/zxing_reader.wasm", "img/mark.svg", "img/door-192.png"),
)
FOLDERS = ("js/door/*.js", "vendor/fonts/fira-sans-latin-*.woff2")
"""What of `static` the scanner starts with, so that a device keeps it."""

ICONS = (192, 512)


@bp.get("/door", strict_slashes=False)
@open_to(Audience.PUBLIC)
def scanner() -> ResponseReturnValue:
    """Show the scanner: the same page for every phone; what it may do, the server says."""
    return public_page("door/scanner.html", ground=GROUND)


@bp.get("/door/decoder.js")
@open_to(Audience.PUBLIC)
def decoder() -> ResponseReturnValue:
    """Hand out the worker that finds codes in pictures."""
    response: Response = send_from_directory(STATIC, "js/door/decoder.js")
    response.headers["Content-Security-Policy"] = CSP_DECODER
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@bp.get("/door/app.webmanifest")
@open_to(Audience.PUBLIC)
def manifest() -> ResponseReturnValue:
    """Tell a phone how to keep the scanner among its programs."""
    response = jsonify(
        id="/door",
        name=_("Check-in"),
        short_name=_("Check-in"),
        lang=i18n.language(),
        start_url=url_for("door.scanner", lang=i18n.language()),
        scope="/door",
        display="standalone",
        theme_color=GROUND,
        background_color=GROUND,
        icons=[
            {
                "src": _asset(f"img/door-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in ICONS
            for purpose in ("any", "maskable")
        ],
    )
    response.content_type = "application/manifest+json"
    return revalidated(response)


@bp.get("/door/worker.js")
@open_to(Audience.PUBLIC)
def worker() -> ResponseReturnValue:
    """Hand out what keeps the scanner: another text, and so a new version, with every change."""
    pages = {code: url_for("door.scanner", lang=code) for code in i18n.NAMES}
    shell = [url_for("door.decoder"), *map(_asset, _shell())]
    facts = {"VERSION": _version(), "PAGES": pages, "SHELL": shell}
    script = (STATIC / "js" / "door" / "worker.js").read_text(encoding="utf-8")
    response = Response(f"Object.assign(self, {json.dumps(facts)});\n{script}", mimetype=SCRIPT)
    response.headers["Service-Worker-Allowed"] = "/door"  # the page itself, not only what is below
    return revalidated(response)


def _asset(path: str) -> str:
    return f"/static/{current_app.config['ASSETS']}/{path}"


def _shell() -> list[str]:
    """Return the static files of the scanner; workers are fetched by addresses of their own."""
    here = [path for pattern in FOLDERS for path in sorted(STATIC.glob(pattern))]
    names = [path.relative_to(STATIC).as_posix() for path in here]
    apart = ("js/door/worker.js", "js/door/decoder.js")
    return [*PRECACHED, *(name for name in names if name not in apart)]


def _version() -> str:
    """Return a hash of the files and of the page in each language."""
    made = hashlib.sha256(current_app.config["ASSETS"].encode())
    for code in i18n.NAMES:
        with i18n.speaking(code):
            made.update(render_template("door/scanner.html", ground=GROUND).encode())
    return made.hexdigest()[:12]
