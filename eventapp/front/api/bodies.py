"""Bodies of the interface for programs: JSON alone, read strictly."""

from http import HTTPStatus
from typing import Any

from flask import Request, abort
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser, is_json_request

from eventapp.web import sent_json


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
    """A blueprint whose described arguments are read strictly."""

    ARGUMENTS_PARSER = _StrictParser()
