"""Forms that were taken and may yet be corrected: what was typed, in the browser's sealed cookie.

The page after a form shows what the form held, and leads back to it. Each form has a key of its
own, which the page's address carries, so that two tabs never show each other's; nothing typed
stands in an address. Nothing is kept on the server.
"""

import json
import secrets
import zlib
from base64 import b85decode, b85encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request, session
from werkzeug.datastructures import MultiDict

IN_SESSION = "kept_forms"
LIFE = timedelta(hours=1)
"""Who comes later finds the page without what was typed."""

MOST = 2_000
"""Characters in the cookie, of 4,096 that browsers keep when sealed; older forms go first."""

NOT_TYPED = ("csrf_token", "sent_as")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it was sent."""

    key: str
    path: str
    """Where the form stands that shows it again; empty where there is no way back."""
    email: str
    pairs: list[tuple[str, str]]


def keep(email: str, *, way_back: bool, now: datetime) -> str:
    """Keep the form just taken, sent for this address, and return its key.

    Of one too long for a cookie, the address alone is kept, and there is no way back.
    """
    typed = [one for one in request.form.items(multi=True) if one[0] not in NOT_TYPED]
    key = secrets.token_urlsafe(6)
    entry = _entry(key, now, request.path, email, typed) if way_back else ""
    if not entry or len(entry) > MOST:
        entry = _entry(key, now, "", email, [])
    kept = [entry, *session.get(IN_SESSION, [])]
    while sum(map(len, kept)) > MOST:
        kept.pop()
    session[IN_SESSION] = kept
    return key


def find(key: str | None, *, now: datetime) -> KeptForm | None:
    """Return the form kept under that key in this browser, if it is not too long ago."""
    for entry in session.get(IN_SESSION, []) if key else []:
        found, at, path, email, pairs = json.loads(zlib.decompress(b85decode(entry)))
        if found == key and abs(now.timestamp() - at) < LIFE.total_seconds():
            return KeptForm(found, path, email, [(name, value) for name, value in pairs])
    return None


def typed_before(*, now: datetime) -> MultiDict[str, str] | None:
    """Return what this page's form held, where the address asks for it (`?again=key`)."""
    kept = find(request.args.get("again"), now=now)
    if request.method == "POST" or kept is None or kept.path != request.path:
        return None
    return MultiDict(kept.pairs)


def _entry(key: str, now: datetime, path: str, email: str, pairs: list[tuple[str, str]]) -> str:
    content = json.dumps([key, int(now.timestamp()), path, email, pairs], ensure_ascii=False)
    return b85encode(zlib.compress(content.encode("utf-8", "replace"), 9)).decode("ascii")
