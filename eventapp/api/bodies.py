"""What programs send, read strictly: JSON alone, known parameters alone, each of them once."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Request, abort, current_app, request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser, is_json_request
from webargs.flaskparser import abort as refuse

from eventapp.api.description import DescribedApi
from eventapp.errors import Sentence
from eventapp.web import sent_json
from eventapp.web.access import Audience, admission_of

EVENTS = "/events"
"""Where everything begins that is of an event."""


class _StrictParser(FlaskParser):
    """Refuses what is no JSON, whatever the schema would take for nothing sent."""

    def load_json(self, req: Request, _schema: Any) -> Any:
        """Return what was sent; 415 for another kind of content, 400 for JSON that is none."""
        if not is_json_request(req):
            abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            return sent_json.read(req.get_data())
        except ValueError:
            abort(HTTPStatus.BAD_REQUEST)


class StrictBlueprint(Blueprint):
    """A blueprint whose described arguments are read strictly, tagged by what addresses name."""

    ARGUMENTS_PARSER = _StrictParser()

    def __init__(self, *names: Any, **options: Any) -> None:
        super().__init__(*names, **options)
        self.before_request(_check_parameters)

    def arguments(self, schema: Any, *, location: str = "json", **options: Any) -> Any:
        """Read what is sent by a schema; what is asked in the address is remembered by name."""
        read = super().arguments(schema, location=location, **options)

        def mark(view: Any) -> Any:
            reading = read(view)
            if location == "query":
                reading.parameters = tuple(schema().fields)
            return reading

        return mark

    def route(self, rule: str, **options: Any) -> Any:
        """Give a view its address, and the subject that the address names as its tag."""
        if rule.startswith(EVENTS):
            rest = rule.removeprefix(EVENTS).removeprefix("/<event:event>").strip("/")
            options["tags"] = [rest.partition("/")[0] or "events"]
        return super().route(rule, **options)

    def register_views_in_doc(self, api: DescribedApi, *place: Any, **named: Any) -> None:
        """Leave describing the operations to the first who reads the description."""
        api.describe_when_asked(partial(super().register_views_in_doc, api, *place, **named))


def _check_parameters() -> None:
    """Refuse parameters of the address that the operation does not know, and repeated ones."""
    view = current_app.view_functions[request.endpoint or ""]
    admission = admission_of(view)
    if admission is None or admission.audience is Audience.PUBLIC:  # pages take what comes
        return
    known = getattr(view, "parameters", ())
    faults = {name: [_unknown(known)] for name in request.args if name not in known}
    for name in known:
        if len(request.args.getlist(name)) > 1:
            faults[name] = [
                Sentence("This parameter was sent more than once; only one is accepted.")
            ]
    if faults:
        refuse(HTTPStatus.UNPROCESSABLE_ENTITY, messages={"query": faults})


def _unknown(known: Sequence[str]) -> Sentence:
    if not known:
        return Sentence("This parameter does not exist here; this address takes none.")
    return Sentence(
        "This parameter does not exist here. Known parameters: %(known)s.", known=", ".join(known)
    )
