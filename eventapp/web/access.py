"""Audiences: every view names who may open it; a view that names nobody stays shut.

The gates that decide are handed over by `app`, because only features know sign-ins, roles,
phones and tokens. What a gate learned about the asker is kept for the request as plain values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.exceptions import NotFound as UrlNotFound

from eventapp.errors import Forbidden, Sentence, Unidentified
from eventapp.scope import Scope


class Audience(StrEnum):
    """Who a view is for."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    REGISTERED = "registered"
    SPEAKER = "speaker"
    MEMBER = "member"
    DEVICE = "device"
    TOKEN = "token"  # noqa: S105  (the name of an audience)
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Admission:
    """What a view asks of its visitor: an audience, and roles, profiles or scopes for some."""

    audience: Audience
    needs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.audience.value}({'|'.join(self.needs)})" if self.needs else self.audience.value
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in user, as views and templates need to know them."""

    id: int
    name: str
    email: str
    language: str
    session_id: int
    strong: bool
    """Whether the second factor was shown in this sign-in."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a signed-in user may do at the event being visited."""

    roles: frozenset[str]
    scope: Scope
    """Whose rows the member sees."""
    acts_for: Scope
    """The organisations for which the member may act, beyond seeing."""


class SignInNeeded(Unidentified):
    """The page is for signed-in people; the visitor is sent to the sign-in form and back."""

    def __init__(self) -> None:
        super().__init__(Sentence("Please sign in to see this page."))


class NotForYou(Forbidden):
    """The visitor is known, but this page is not part of their role."""

    def __init__(self) -> None:
        super().__init__(Sentence("Your role at this event does not include this page."))


Gate = Callable[[Admission, Mapping[str, Any]], None]
"""Lets the asker pass by returning, or raises a Refusal. The mapping holds the view's arguments."""

View = TypeVar("View", bound=Callable[..., Any])


def open_to(audience: Audience, *needs: str) -> Callable[[View], View]:
    """Name a view's audience; `needs` are roles, device profiles or token scopes, one suffices."""

    def mark(view: View) -> View:
        view.admission = Admission(audience, needs)  # type: ignore[attr-defined]
        return view

    return mark


def admission_of(view: Callable[..., Any] | None) -> Admission | None:
    """Return what a view asks of its visitor, None when it names no audience.

    Views of a class name it on the class's method; smorest's wrappers keep the attribute.
    """
    admission = getattr(view, "admission", None)
    if admission is None and (owner := getattr(view, "view_class", None)) is not None:
        method = getattr(owner, request.method.lower(), None) if request else None
        admission = getattr(method, "admission", getattr(owner, "admission", None))
    return admission


def install(
    app: Flask, gates: Mapping[Audience, Gate], identify: Callable[[], Viewer | None]
) -> None:
    """Ask the audience's gate before every view; without one the door stays shut.

    `identify` reads the sign-in cookie; it is asked only where a view wants to know.
    """
    app.extensions["identify"] = identify

    @app.before_request
    def ask_the_gate() -> None:
        if request.endpoint is None:  # no such address: the 404 needs no gate
            return
        admission = admission_of(app.view_functions.get(request.endpoint))
        gate = gates.get(admission.audience) if admission else None
        if admission is None or gate is None:
            raise UrlNotFound
        gate(admission, request.view_args or {})


def meet_viewer() -> None:
    """Find out who is signed in, once a request: only views that are not for everybody ask."""
    if "viewer" not in g:
        g.viewer = None
        identify: Callable[[], Viewer | None] = current_app.extensions["identify"]
        viewer = identify()
        if viewer is not None:
            remember_viewer(viewer)


def remember_viewer(viewer: Viewer) -> None:
    """Keep the signed-in user for this request; their language is the account's wish."""
    g.viewer = viewer
    g.account_language = viewer.language


def viewer() -> Viewer:
    """Return the signed-in user; only for views behind a gate that asked for one."""
    return g.viewer  # type: ignore[no-any-return]


def viewer_or_none() -> Viewer | None:
    """Return the signed-in user of this request, if a gate met one."""
    return g.get("viewer")  # type: ignore[no-any-return]


def remember_member(member: Member) -> None:
    """Keep what the user may do at this event."""
    g.member = member


def member() -> Member:
    """Return what the user may do at this event; only for views behind the MEMBER gate."""
    return g.member  # type: ignore[no-any-return]
