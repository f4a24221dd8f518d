"""A server's side of `/door/v1/scans`, as the protocol has it, and a network that goes."""

import json
import time
from typing import Any

from playwright.sync_api import BrowserContext, Route


class Stub:
    """Stands between a telephone and the server; keeps what the telephone sends."""

    def __init__(self, context: BrowserContext) -> None:
        self.scans: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.mute = self.shut_out = self.offline = False
        self.context = context
        context.route("**/door/v1/scans", self.take)
        context.route("**/door/v1/scan", self.scan)
        context.route("**/door/v1/me", self.me)

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
