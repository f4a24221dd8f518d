"""A network between a telephone and the server: it goes, loses answers, and tells what passed."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Route


class Network:
    """Stands between a telephone and the server; notes what the telephone sends."""

    def __init__(self, context: BrowserContext) -> None:
        self.scans: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.mute = self.offline = False
        self.context = context
        context.route("**/door/v1/scans", self.take)
        context.route("**/door/v1/scan", self.scan)
        context.route("**/door/v1/me", self.me)

    def take(self, route: Route) -> None:
        """Note what is sent, and pass it on to the server."""
        if self._is_offline(route):
            return
        self.scans += json.loads(route.request.post_data or "{}")["scans"]
        route.continue_()

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

    def _is_offline(self, route: Route) -> bool:
        """Say whether the telephone has no network, and fail its request then."""
        if self.offline:
            route.abort()
        return self.offline

    def set_offline(self, *, offline: bool) -> None:
        """Take the network from the telephone, or give it back."""
        self.offline = offline
        self.context.set_offline(offline)
