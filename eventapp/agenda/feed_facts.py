"""What feeds say beside the programme: of the event, and the files of its sessions. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventapp.addresses import Addresses
from eventapp.agenda.items import Item, Speaker

SHORTEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a session that everybody may read."""

    title: str
    url: str
    content_type: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class About:
    """What a feed says of the event, in one language."""

    slug: str
    title: str
    zone: str
    addresses: Addresses
    language: str
    version: str
    """The release, by number and name."""
    files: Mapping[str, Sequence[Attachment]] = field(default_factory=dict)
    """By a session's id: what everybody may read by now."""
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By a person's id: the pages that they name as theirs."""

    @property
    def acronym(self) -> str:
        """The slug as both schemas allow it."""
        plain = re.sub(r"[^a-z0-9_]", "_", self.slug.lower()).strip("_")
        return plain if len(plain) >= SHORTEST_ACRONYM else f"{plain}_event"

    def url_of(self, item: Item) -> str:
        """Return the address of a session's page."""
        return self.addresses.session_page(self.slug, item.id)

    def page_of(self, person: Speaker) -> str:
        """Return the address of a contributor's page."""
        return self.addresses.speaker_page(self.slug, person.id)

    @property
    def programme_url(self) -> str:
        """The address of the programme's page."""
        return self.addresses.programme(self.slug)
