"""The interface for programs describes itself, to programs and to people."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app, jsonify
from flask.typing import ResponseReturnValue

from eventapp.api import (
    acts,
    agenda,
    badges,
    contributors,
    desks,
    directory,
    events,
    lists,
    materials,
    numbers,
    pictures,
    proposals,
    registrations,
    rooms,
    session_places,
    sessions,
)
from eventapp.api.blueprint import bp
from eventapp.api.description import DescribedApi
from eventapp.extensions import csrf
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page

METHODS = ("get", "post", "put", "patch", "delete")
"""In the order they are shown."""

OPERATIONS = (
    acts,
    agenda,
    badges,
    contributors,
    desks,
    directory,
    events,
    lists,
    materials,
    numbers,
    pictures,
    proposals,
    registrations,
    rooms,
    session_places,
    sessions,
)
"""Modules whose operations hang on the blueprint."""

SUBJECTS = {
    "events": "The event",
    "registrations": "Registrations",
    "sessions": "Sessions",
    "agenda": "Clashes, versions",
    "rooms": "Rooms",
    "tracks": "Tracks",
    "materials": "Materials",
    "people": "People",
    "proposals": "Proposals",
    "contributors": "Contributors",
    "organisations": "Organisations",
    "information-desks": "Information desks",
    "stats": "Overview",
    "checkin": "Check-in",
}
"""What operations are about, in the order they are shown; addresses name it."""


@bp.route("/openapi.json")
@open_to(Audience.PUBLIC)
@bp.response(200, {"type": "object"})
@bp.doc(security=[])
def openapi() -> ResponseReturnValue:
    """Hand out the description of this interface (OpenAPI 3.1)."""
    api: DescribedApi = current_app.extensions["api"]
    return jsonify(api.document())


@bp.route("/docs")
@open_to(Audience.PUBLIC)
@bp.response(200, {"type": "string"}, content_type="text/html")
@bp.doc(security=[])
def docs() -> ResponseReturnValue:
    """Show the interface to people."""
    api: DescribedApi = current_app.extensions["api"]
    document = api.document()
    return public_page(
        "api/docs.html",
        intro=document["info"]["description"].split("\n\n"),
        subjects=SUBJECTS,
        operations=list(_operations(document)),
    )


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a person reads of each operation and its subject, in the order of addresses."""
    for path, item in sorted(document["paths"].items()):
        for method in METHODS:
            about = item.get(method, {})
            if not about.get("security"):  # no such operation, or a page for everybody
                continue
            parameters = [*about.get("parameters", ()), *_sent(document, about)]
            yield {
                "name": f"{method.upper()} {path}",
                "subject": about["tags"][0],
                "summary": about["summary"],
                "more": about.get("description", ""),
                "scopes": about["security"][0]["token"],
                "parameters": [
                    parameter for parameter in parameters if parameter["in"] != "header"
                ],
                "headers": [parameter for parameter in parameters if parameter["in"] == "header"],
                "answers": sorted(code for code in map(str, about["responses"]) if code.isdigit()),
            }


def _sent(document: dict[str, Any], about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the fields of the body, told as parameters are."""
    if "requestBody" not in about:
        return
    content = about["requestBody"]["content"]
    if "application/json" not in content:  # a file as it is
        yield {"in": "body", "name": ", ".join(content), "required": True}
        return
    name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][name]
    for field in schema["properties"]:
        yield {"in": "body", "name": field, "required": field in schema.get("required", ())}


def install(app: Flask) -> None:
    """Hang the interface on the app, with its description."""
    app.config.update(
        API_TITLE="eventapp",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
    )
    api = DescribedApi(app, spec_kwargs={"info": {"description": _description()}})
    for name, subject in SUBJECTS.items():
        api.spec.tag({"name": name, "description": subject})
    api.register_blueprint(bp)
    csrf.exempt(bp)
    app.extensions["api"] = api


def _description() -> str:
    return (
        "A token belongs to one event and is sent as `Authorization: Bearer …`;"
        " `eventapp token add --event EVENT --scope read` creates one."
        "\n\n"
        "Lists are pages: `next` is the cursor of the page behind, null on the last. Ask for it"
        " with the same words and filters; what is added meanwhile comes at the end, and nobody is"
        " missed or told twice."
        "\n\n"
        "A write with an `Idempotency-Key` acts once, however often it is sent. A change names the"
        " version it means: send the `ETag` you have read as `If-Match`."
        "\n\n"
        "A text that is written in several languages is an object, such as"
        ' `{"de": "…", "fr": "…", "en": "…"}`; a change leaves alone what is not sent, and an empty'
        " text takes that language away. Moments are ISO 8601 with an offset."
        "\n\n"
        "A token sees what organisers see: sessions as they stand in the draft. What the public"
        " reads of each, by the newest release, stands apart in `released`."
        "\n\n"
        "A refusal is `application/problem+json` (RFC 9457): `detail` is a sentence for people,"
        " `errors` has a list of them by path, such as `people[1].person`, all in the language of"
        " `Accept-Language` (de, fr, en; English by default). Fields and parameters of the address"
        " that an operation does not know are refused (422), and so is a parameter sent twice."
    )
