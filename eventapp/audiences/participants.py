"""The gate REGISTERED: a participant's own pages, opened by the mailed link; fresh proofs."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, g

from eventapp import clock
from eventapp.accounts import queries as accounts
from eventapp.audiences import sign_in as cookies
from eventapp.errors import Sentence, Unidentified
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.errors import WrongMailedCode
from eventapp.registration.models import CodePurpose, Registration
from eventapp.registration.services import mailed_codes
from eventapp.web.access import Admission


class LinkNeeded(Unidentified):
    """The page belongs to a participant; the link in their e-mail opens it."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Please open this page with the link in your e-mail. You can have it sent again "
                "with the registration form."
            )
        )


def admit_registered(_admission: Admission, arguments: Mapping[str, Any]) -> None:
    """Let the participant whose link was opened in this browser pass, at their own event."""
    registration = opened_here(arguments["event"])
    if registration is None:
        raise LinkNeeded
    g.registration = registration
    g.account_language = registration.language


def opened_here(event: Event) -> Registration | None:
    """Return whose mailed link was opened in this browser, at this event."""
    value = cookies.cookie_value(cookies.PARTICIPANT_COOKIE)
    sign_in = accounts.signed_in_subject(db.session(), value, clock.now()) if value else None
    if sign_in is None:
        return None
    registration = queries.by_id(db.session(), event, sign_in.subject_id)
    if registration is None or registration.link_generation != sign_in.generation:
        return None
    return registration


def own() -> Registration:
    """Return the registration of the participant being answered."""
    return g.registration  # type: ignore[no-any-return]


def prove(registration: Registration, purpose: CodePurpose, typed: str) -> None:
    """Refuse digits that are not those of the e-mail; the try is counted whatever follows."""
    right = mailed_codes.proves(
        db.session(),
        registration,
        purpose,
        typed,
        secret=current_app.config["SECRET_KEY"],
        now=clock.now(),
    )
    if not right:
        db.session().commit()
        raise WrongMailedCode
