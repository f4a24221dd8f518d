"""What the description says of every operation: who may, which headers, which refusals."""

import threading
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from apispec import APISpec
from flask_smorest import Api, Blueprint

from eventapp.api.idempotency import LONGEST_KEY
from eventapp.api.schemas.registrations import ProblemSchema
from eventapp.web.access import admission_of

View = TypeVar("View", bound=Callable[..., Any])
Header = Mapping[str, Any]

PROBLEM = "application/problem+json"
UNASKED = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""Refusals that every operation for tokens has."""

KEY: Header = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Your own name for this very send, such as a UUID. Sent again with the same"
    " body within two days, it acts no second time and answers as the first did.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}
VERSION: Header = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag you have read: the change is refused if another came between.",
    "schema": {"type": "string"},
}
VERSION_IF_KNOWN: Header = {
    **VERSION,
    "required": False,
    "description": "The ETag you have read; with it, the act is refused if a change came between.",
}
TAGGED: Mapping[str, Header] = {
    "ETag": {
        "description": "The version of what is answered, for If-Match.",
        "required": True,
        "schema": {"type": "string"},
    }
}
WAIT: Mapping[str, Header] = {
    "Retry-After": {
        "description": "Seconds to wait before the next attempt.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}
CHALLENGE: Mapping[str, Header] = {
    "WWW-Authenticate": {
        "description": "The way to identify oneself: Bearer.",
        "required": True,
        "schema": {"type": "string"},
    }
}
HEADERS = {
    HTTPStatus.UNAUTHORIZED: CHALLENGE,
    HTTPStatus.TOO_MANY_REQUESTS: WAIT,
    HTTPStatus.SERVICE_UNAVAILABLE: WAIT,
}
"""Headers of refusals."""

MEANING = {
    HTTPStatus.BAD_REQUEST: "What was sent could not be read.",
    HTTPStatus.UNAUTHORIZED: "No token, an unknown one, or one taken back.",
    HTTPStatus.FORBIDDEN: "The token may not do this.",
    HTTPStatus.NOT_FOUND: "There is no such thing at the token's event.",
    HTTPStatus.CONFLICT: "The state of things does not allow it now.",
    HTTPStatus.GONE: "It was possible once and is over.",
    HTTPStatus.PRECONDITION_FAILED: "Another change came between: read again.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "What was sent is not called JSON.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something in what was sent cannot be right, or a"
    " parameter is not known here; `errors` says what, by path.",
    HTTPStatus.PRECONDITION_REQUIRED: "If-Match is missing.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many calls with this token in a short time.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Nothing can be stored at the moment; nothing was.",
}


class DescribedApi(Api):
    """The interface with our refusals: problem details of RFC 9457 in place of smorest's own."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._operations: list[Callable[[], None]] = []
        self._describing = threading.Lock()
        super().__init__(*arguments, **options)

    def describe_when_asked(self, describe: Callable[[], None]) -> None:
        """Keep for the first reader what describes operations: no start waits for it."""
        self._operations.append(describe)

    def document(self) -> dict[str, Any]:
        """Return the description (OpenAPI 3.1); the first call of a process makes it."""
        with self._describing:
            while self._operations:
                self._operations[0]()
                del self._operations[0]
        return self.spec.to_dict()  # type: ignore[no-any-return]

    def _register_responses(self) -> None:
        described: APISpec = self.spec
        described.components.security_scheme(
            "token",
            {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of one event (`eventapp token add`), of scope read, write"
                " (reads, too) or checkin (the event, numbers and scans of the doors, no names).",
            },
        )
        content = {PROBLEM: {"schema": self.ERROR_SCHEMA}}
        for status, meaning in MEANING.items():
            refusal = {
                "description": meaning,
                "content": content,
                "headers": HEADERS.get(status, {}),
            }
            described.components.response(status.name, refusal, lazy=True)
        every = {"description": "Any other refusal or failure.", "content": content}
        described.components.response("DEFAULT_ERROR", every, lazy=True)


def described(*refusals: int, headers: Sequence[Header] = ()) -> Callable[[View], View]:
    """Describe an operation for tokens: the refusals of its own, the headers it reads."""

    def mark(view: View) -> View:
        admission = admission_of(view)
        needs = admission.needs if admission else ()
        facts: dict[str, object] = {
            "security": [{"token": list(needs)}],
            "responses": {int(status): HTTPStatus(status).name for status in (*UNASKED, *refusals)},
        }
        if headers:
            facts["parameters"] = [dict(header) for header in headers]
        return Blueprint.doc(**facts)(view)  # type: ignore[no-any-return]

    return mark
