"""The gate SPEAKER: a contributor's own pages, for the person and for who answers for them.

A mailed link is enough, and opening it records nothing: the browser keeps the link itself as a
cookie. Without one, a signed-in user or a participant is the contributor whose address they have.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app, g
from werkzeug.wrappers import Response

from eventapp.accounts.errors import NoSuchLink
from eventapp.audiences import sign_in as cookies
from eventapp.audiences.participants import opened_here
from eventapp.errors import Expired, Sentence, Unidentified
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.mail.links import make_token, read_token
from eventapp.speakers.models import SpeakingLink
from eventapp.speakers.queries.visitors import (
    Visitor,
    by_address,
    by_link,
)
from eventapp.web import access
from eventapp.web.access import Admission

COOKIE = "speaking"
STAYS = timedelta(days=90)
"""How long a browser keeps the link; it can be opened again in the e-mail."""


class SpeakingLinkNeeded(Unidentified):
    """The page belongs to a contributor; the link in their e-mail opens it, or their account."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Please open this page with the link in our e-mail, or sign in with the address "
                "to which we sent it."
            )
        )


class SpeakingLinkReplaced(Expired):
    """The link was good once: a newer one was sent, or the organisers took it back."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This link is no longer valid. Please use the one in our latest e-mail, or write "
                "to the organisers."
            )
        )


def admit_speaker(_admission: Admission, arguments: Mapping[str, Any]) -> None:
    """Let a contributor of the event pass, and who answers for them, published or not.

    In an address with a token that link counts, and nothing else.
    """
    event: Event = arguments["event"]
    if "token" in arguments:
        remember(opened(event, arguments["token"]))
        return
    visitor = (
        visitor_of(event, cookies.cookie_value(COOKIE)) or _signed_in(event) or _registered(event)
    )
    if visitor is None:
        raise SpeakingLinkNeeded
    remember(visitor)


def visitor() -> Visitor:
    """Return who is being answered on a contributor's own page."""
    return g.visitor  # type: ignore[no-any-return]


def remember(visitor: Visitor) -> None:
    """Keep for this request whose pages are shown, and speak the language they are written to."""
    g.visitor = visitor
    g.account_language = visitor.contributor.language


def opened(event: Event, token: str) -> Visitor:
    """Return who comes by a mailed link; raises NoSuchLink, and SpeakingLinkReplaced."""
    if _signed(token) is None:
        raise NoSuchLink
    visitor = visitor_of(event, token)
    if visitor is None:
        raise SpeakingLinkReplaced
    return visitor


def visitor_of(event: Event, token: str) -> Visitor | None:
    """Return who comes by the token of a link, None for any other text."""
    signed = _signed(token)
    return by_link(db.session(), event, *signed) if signed else None


def _signed(token: str) -> tuple[SpeakingLink, str, int] | None:
    """Return which link of whom a token is; None for a text that is not ours."""
    for link in SpeakingLink if token else ():
        signed = read_token(_key(), link.value, token)
        if signed is not None:
            return link, *signed
    return None


def token_of(visitor: Visitor) -> str:
    """Return the token of the link that is the visitor's own."""
    contributor = visitor.contributor
    generation = contributor.generation_of(visitor.link)
    return make_token(_key(), visitor.link.value, contributor.person.public_id, generation)


def keep(response: Response, visitor: Visitor) -> None:
    """Let this browser open the visitor's pages without the e-mail."""
    cookies.give_cookie(response, COOKIE, token_of(visitor), life=STAYS)


def leave(response: Response) -> None:
    """Let this browser open nobody's pages any more."""
    cookies.take_cookie(response, COOKIE)


def _signed_in(event: Event) -> Visitor | None:
    access.meet_viewer()
    viewer = access.viewer_or_none()
    return by_address(db.session(), event, viewer.email) if viewer else None


def _registered(event: Event) -> Visitor | None:
    """Return who a participant is by the own address; a companion without one is nobody."""
    registration = opened_here(event)
    address = registration.email if registration else None
    return by_address(db.session(), event, address) if address else None


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
