"""The interface for programs describes itself, to programs and to people."""

from flask import Flask, current_app, jsonify
from flask.typing import ResponseReturnValue

from eventapp.extensions import csrf
from eventapp.front.api import acts, badges, events, lists, registrations
from eventapp.front.api.blueprint import bp
from eventapp.front.api.description import DescribedApi
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page

OPERATIONS = (acts, badges, events, lists, registrations)
"""Modules whose operations hang on the blueprint."""


@bp.route("/openapi.json")
@open_to(Audience.PUBLIC)
@bp.response(200, {"type": "object"})
@bp.doc(security=[])
def openapi() -> ResponseReturnValue:
    """Hand out the description of this interface (OpenAPI 3.1)."""
    api: DescribedApi = current_app.extensions["api"]
    return jsonify(api.spec.to_dict())


@bp.route("/docs")
@open_to(Audience.PUBLIC)
@bp.response(200, {"type": "string"}, content_type="text/html")
@bp.doc(security=[])
def docs() -> ResponseReturnValue:
    """Show the interface to people."""
    api: DescribedApi = current_app.extensions["api"]
    described = api.spec.to_dict()
    paths = sorted(described["paths"].items())
    return public_page("front/api_docs.html", spec=described, paths=paths)


def install(app: Flask) -> None:
    """Hang the interface on the app, with its description."""
    app.config.update(
        API_TITLE="eventapp",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
    )
    api = DescribedApi(app, spec_kwargs={"info": {"description": _description()}})
    api.register_blueprint(bp)
    csrf.exempt(bp)
    app.extensions["api"] = api


def _description() -> str:
    return (
        "Bearer tokens of one event. Errors are application/problem+json (RFC 9457). Writes take "
        "Idempotency-Key, changes take If-Match."
    )
