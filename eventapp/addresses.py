"""Whole addresses of public pages, for what is written without a request: calendars, feeds, data.

The composition root makes the one value of an installation from the routes of the views, so that
no feature knows where a page is.
"""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where an installation is, and the paths of its public pages.

    A path names in braces what stands in it: the event's slug, a session's id.
    """

    base_url: str
    event_path: str
    programme_path: str
    session_path: str
    media_path: str

    def event_page(self, slug: str) -> str:
        """Return the address of an event's page."""
        return self._whole(self.event_path, event=slug)

    def programme(self, slug: str) -> str:
        """Return the address of an event's programme."""
        return self._whole(self.programme_path, event=slug)

    def session_page(self, slug: str, item_id: str) -> str:
        """Return the address of the page of a session."""
        return self._whole(self.session_path, event=slug, item_id=item_id)

    def media_file(self, public_id: str) -> str:
        """Return the address of an uploaded file."""
        return self._whole(self.media_path, public_id=public_id)

    def _whole(self, path: str, **parts: str) -> str:
        quoted = {name: quote(part, safe="") for name, part in parts.items()}
        return self.base_url + path.format(**quoted)
