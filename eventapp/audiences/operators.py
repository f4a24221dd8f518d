"""The audience OPERATOR: the machine itself, and who holds the metrics token."""

import hmac
from collections.abc import Mapping
from typing import Any

from flask import request

from eventapp.composition import settings
from eventapp.errors import Forbidden, Sentence
from eventapp.web import proxies
from eventapp.web.access import Admission


def admit_operator(_admission: Admission, _arguments: Mapping[str, Any]) -> None:
    """Let the machine itself pass, asking past every proxy, and who holds the metrics token."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings().metrics_token
    if token and hmac.compare_digest(token.encode(), given.encode()):
        return
    if proxies.from_this_machine():
        return
    raise Forbidden(Sentence("You do not have permission to do this."))
