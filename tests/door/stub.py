"""A server's side of `/door/v1/sync` and `/door/v1/scans`, as the protocol has them."""

import base64
import json
import time
from typing import Any

from playwright.sync_api import BrowserContext, Route
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import codes
from eventapp.badges.models import Badge, BadgeKey
from eventapp.events.models import Event


class Stub:
    """Answers what a telephone asks for, from the badges given; keeps what it sends."""

    def __init__(
        self, context: BrowserContext, session: Session, event: Event, badges: list[Badge]
    ) -> None:
        self.records = [_record(event, badge) for badge in badges]
        keys = session.scalars(select(BadgeKey).where(BadgeKey.event_id == event.id))
        self.keys = [{"kid": key.kid, "alg": "P-256", "pub": key.public.hex()} for key in keys]
        self.cursor = 1
        self.revoked: list[dict[str, Any]] = []
        self.scans: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.synced = False
        self.mute = self.shut_out = self.offline = False
        self.context = context
        context.route("**/door/v1/sync*", self.sync)
        context.route("**/door/v1/scans", self.take)
        context.route("**/door/v1/scan", self.scan)
        context.route("**/door/v1/me", self.me)

    def revoke(self, badge: Badge) -> None:
        """Stop a badge from now on."""
        self.cursor += 1
        self.revoked.append({"idx": badge.idx.hex(), "at": _now(), "why": "lost"})

    def sync(self, route: Route) -> None:
        """Tell everything, each time."""
        facts = {"server_time": _now(), "cursor": self.cursor, "reset": False, "gone": []}
        facts |= {"records": self.records, "revoked": self.revoked, "inside": [], "outside": []}
        facts |= {"keys": self.keys, "policy": {"exit": False, "days": [], "reentry": True}}
        self._answer(route, 200, facts)
        self.synced = True

    def take(self, route: Route) -> None:
        """Keep what is sent, also from who was shut out."""
        if self._is_offline(route):
            return
        batch = json.loads(route.request.post_data or "{}")
        self.scans += batch["scans"]
        results = [{"seq": sent["seq"], "status": "stored"} for sent in batch["scans"]]
        if self.shut_out:
            self._answer(route, 401, {"code": "revoked"})
        else:
            self._answer(route, 200, {"server_time": _now(), "results": results})

    def scan(self, route: Route) -> None:
        """Lose the answer where the server is mute."""
        if self.mute:
            self.asked.append(json.loads(route.request.post_data or "{}"))
            route.fetch()
            return  # never answered: the page gives up by itself
        route.continue_()

    def me(self, route: Route) -> None:
        """Answer nothing either while the server is mute."""
        if not self.mute:
            route.continue_()

    def _answer(self, route: Route, status: int, facts: dict[str, Any]) -> None:
        if not self._is_offline(route):
            route.fulfill(status=status, json=facts)

    def _is_offline(self, route: Route) -> bool:
        """Say whether the telephone has no network, and fail its request then."""
        if self.offline:
            route.abort()
        return self.offline

    def set_offline(self, *, offline: bool) -> None:
        """Take the network from the telephone, or give it back."""
        self.offline = offline
        self.context.set_offline(offline)


def _now() -> int:
    return int(time.time() * 1000)


def _record(event: Event, badge: Badge) -> dict[str, Any]:
    place = badge.registration
    facts = {"n": place.full_name, "o": place.organisation_name, "h": place.language}
    sealed = codes.seal(event.public_id, badge.badge_id, json.dumps(facts).encode(), bytes(12))
    text = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
    return {"idx": badge.idx.hex(), "ct": text, "st": "ok", "cls": 1, "h": place.language}
