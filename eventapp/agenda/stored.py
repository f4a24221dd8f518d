"""A release as it lies in the database: plain values by name.

What releases stored later than the first ones is `NotRequired`: who reads it says what it means
when it is missing.
"""

from typing import Literal, NotRequired, TypedDict

Texts = dict[str, str]
"""A text by language code."""

TextName = Literal["title", "subtitle", "abstract", "description", "track"]


class StoredRoom(TypedDict):
    """A room that a session of the release uses."""

    id: str
    name: Texts
    where: Texts
    floor: NotRequired[Texts]
    seats: NotRequired[int | None]
    accessible: NotRequired[bool | None]


class StoredPicture(TypedDict, total=False):
    """What stands beside somebody who has a portrait."""

    portrait: str
    """Public id of the file."""
    portrait_alt: Texts


class StoredPerson(StoredPicture):
    """Somebody with a part in a session of the release."""

    id: str
    name: str
    sort: str
    organisation: str
    function: Texts
    biography: Texts


class StoredPart(TypedDict):
    """Who does what in a session."""

    person: str
    """Public id."""
    part: str
    organisation: NotRequired[str]
    function: NotRequired[Texts]
    """For whom and in which position, where that is not the person's own."""


class StoredTimes(TypedDict):
    """What is kept of a session also when a later release left it out; rooms by public id."""

    id: str
    guid: str
    number: int
    kind: str
    title: Texts
    track: NotRequired[Texts]
    languages: list[str]
    interpreted_into: NotRequired[list[str]]
    """Told by older releases, in place of the pairs."""
    interpretation: NotRequired[list[str]]
    room: str | None
    further_rooms: NotRequired[list[str]]
    starts_at: str
    """As all moments: ISO 8601 in UTC."""
    ends_at: str | None
    restricted: bool
    sign_up: NotRequired[bool]
    sequence: NotRequired[int]
    """As calendars are told; a draft is not numbered yet."""
    revised_at: NotRequired[str | None]


class StoredSession(StoredTimes):
    """A session as the public sees it; what is only carried stands in `items.Carried`."""

    subtitle: NotRequired[Texts]
    abstract: Texts
    description: NotRequired[Texts]
    timed: NotRequired[bool]
    block: NotRequired[str | None]
    cancelled: NotRequired[bool]
    parts: list[StoredPart]


class StoredWithdrawn(StoredTimes):
    """A session that a later release left out."""

    persons: list[str]
    """Public ids of who had a part in it."""
    for_everybody: bool


class StoredRelease(TypedDict):
    """The whole programme as a release, or a draft that is not numbered yet, holds it."""

    rooms: list[StoredRoom]
    people: list[StoredPerson]
    sessions: list[StoredSession]
    tracks: NotRequired[list[Texts]]
    withdrawn: NotRequired[list[StoredWithdrawn]]
