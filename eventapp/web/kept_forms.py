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
    made: str = ""
    """What came of it, for whoever corrects it: never shown, for it tells new from known."""

    def is_as_sent(self, *, but: str) -> bool:
        """Say whether the request sends the same again, except for this field."""
        return [pair for pair in _typed() if pair[0] != but] == [
            pair for pair in self.pairs if pair[0] != but
        ]


def keep(email: str, *, way_back: bool, now: datetime, made: str = "") -> str:
    """Keep the form just taken, sent for this address, and return its key.

    Of one too long for a cookie, the address alone is kept, and there is no way back. A form sent
    twice is kept with what came of it the first time.
    """
    typed, key = _typed(), secrets.token_urlsafe(6)
    made = made or next((form.made for form in _kept() if form.made and form.pairs == typed), "")
    entry = _entry(KeptForm(key, request.path, email, typed, made), now) if way_back else ""
    if not entry or len(entry) > MOST:
        entry = _entry(KeptForm(key, "", email, []), now)
    kept = [entry, *session.get(IN_SESSION, [])]
    while sum(map(len, kept)) > MOST:
        kept.pop()
    session[IN_SESSION] = kept
    return key


def find(key: str | None, *, now: datetime) -> KeptForm | None:
    """Return the form kept under that key in this browser, if it is not too long ago."""
    for entry in session.get(IN_SESSION, []) if key else []:
        kept, at = _read(entry)
        if kept.key == key and abs(now.timestamp() - at) < LIFE.total_seconds():
            return kept
    return None


def corrected(*, now: datetime) -> KeptForm | None:
    """Return the form that this request corrects (`?again=key`), where it made something."""
    kept = find(request.args.get("again"), now=now)
    return kept if kept is not None and kept.made and kept.path == request.path else None


def typed_before(*, now: datetime) -> MultiDict[str, str] | None:
    """Return what this page's form held, where the address asks for it (`?again=key`)."""
    kept = find(request.args.get("again"), now=now)
    if request.method == "POST" or kept is None or kept.path != request.path:
        return None
    return MultiDict(kept.pairs)


def _typed() -> list[tuple[str, str]]:
    return [field for field in request.form.items(multi=True) if field[0] not in NOT_TYPED]


def _kept() -> list[KeptForm]:
    return [_read(entry)[0] for entry in session.get(IN_SESSION, [])]


def _read(entry: str) -> tuple[KeptForm, int]:
    key, at, path, email, pairs, made = json.loads(zlib.decompress(b85decode(entry)))
    return KeptForm(key, path, email, [(name, value) for name, value in pairs], made), at


def _entry(kept: KeptForm, now: datetime) -> str:
    at = int(now.timestamp())
    content = [kept.key, at, kept.path, kept.email, kept.pairs, kept.made]
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    return b85encode(zlib.compress(text, 9)).decode("ascii")
