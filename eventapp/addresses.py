"""Whole addresses of pages, for what is written without a request: e-mails, calendars, feeds.

The composition root makes the one value of an installation from the routes of the views, so that
no feature knows where a page is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from marshmallow import ValidationError
from marshmallow.validate import URL


class Page(StrEnum):
    """What is addressed from outside of a page, by the endpoint of its view."""

    EVENT = "website.event_page"
    PROGRAMME = "website.programme"
    SESSION = "website.session_page"
    SPEAKER = "website.speaker"
    MEDIA = "website.media_file"
    OWN_REGISTRATION = "website.open_link"
    INVITATION = "website.invited"
    PROPOSAL = "website.own_proposal"
    SPEAKING = "website.open_speaking_link"
    UNSUBSCRIBE = "website.unsubscribe"
    SIGN_IN = "website.sign_in"
    SIGN_IN_LINK = "website.open_sign_in_link"
    SECURITY = "website.security"
    DOOR = "door.scanner"
    DEVELOPMENT_INBOX = "website.development_inbox"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where an installation is, and the paths of its pages.

    A path names in braces what stands in it: the event's slug, a session's id.
    """

    base_url: str
    paths: Mapping[Page, str]

    def page(self, page: Page, **parts: str) -> str:
        """Return the address of a page with these parts in it."""
        return self.base_url + self.path(page, **parts)

    def path(self, page: Page, **parts: str) -> str:
        """Return the address of a page within the installation."""
        quoted = {name: quote(part, safe="") for name, part in parts.items()}
        return self.paths[page].format(**quoted)

    def event_page(self, slug: str) -> str:
        """Return the address of an event's page."""
        return self.page(Page.EVENT, event=slug)

    def programme(self, slug: str) -> str:
        """Return the address of an event's programme."""
        return self.page(Page.PROGRAMME, event=slug)

    def session_page(self, slug: str, item_id: str) -> str:
        """Return the address of the page of a session."""
        return self.page(Page.SESSION, event=slug, item_id=item_id)

    def speaker_page(self, slug: str, person_id: str) -> str:
        """Return the address of a contributor's page."""
        return self.page(Page.SPEAKER, event=slug, person_id=person_id)

    def media_file(self, public_id: str) -> str:
        """Return the address of an uploaded file."""
        return self.page(Page.MEDIA, public_id=public_id)


def is_web_address(text: str) -> bool:
    """Say whether the text is the whole address of a page, with http or https before it."""
    try:
        URL(schemes={"http", "https"})(text)
    except ValidationError:
        return False
    return True
