"""Bodies of the interface for programs: JSON alone, read strictly; operations by their subject."""

from http import HTTPStatus
from typing import Any

from flask import Request, abort
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser, is_json_request

from eventapp.web import sent_json

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

    def route(self, rule: str, **options: Any) -> Any:
        """Give a view its address, and the subject that the address names as its tag."""
        if rule.startswith(EVENTS):
            rest = rule.removeprefix(EVENTS).removeprefix("/<event:event>").strip("/")
            options["tags"] = [rest.partition("/")[0] or "events"]
        return super().route(rule, **options)
