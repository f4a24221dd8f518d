"""What every way to register shares: what was typed before, correcting it, the page after it."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from eventapp import clock
from eventapp.accounts import mail_domains
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.registration import SignUpForm
from eventapp.idempotency.services import Send
from eventapp.registration import queries
from eventapp.registration.services import corrections
from eventapp.web import kept_forms


def made_before(event: Event, form: SignUpForm, send: Send) -> str:
    """Return the reference of what a form made that is sent again.

    Two presses at once are two requests, and the browser goes on with the second one's answer.
    """
    made = queries.registered_at(db.session(), event, form.email.data, send.first_at)
    return made.reference if made else ""


def correct(event: Event, form: SignUpForm) -> str:
    """Return the reference of the sign-up that the form corrects, if that is all it does."""
    session, now = db.session(), clock.now()
    former = kept_forms.corrected(now=now)
    if former is None:
        return ""
    alone = former.is_as_sent(but="email")
    done = corrections.correct(
        session, event, former.made, form.details(), address_alone=alone, now=now
    )
    return former.made if done else ""


def typed_before() -> MultiDict[str, str] | None:
    """Return what the form held that is opened again to be corrected, a slip mended if wished."""
    typed = kept_forms.typed_before(now=clock.now())
    if typed is not None and "mended" in request.args:
        address = typed.get("email", "")
        typed["email"] = mail_domains.meant(address) or address
    return typed


def to_mailbox(
    event: Event, email: str, *, way_back: bool = True, made: str = ""
) -> ResponseReturnValue:
    """Lead to the page that says where an e-mail goes; the page's address does not hold it."""
    key = kept_forms.keep(email, way_back=way_back, now=clock.now(), made=made)
    return redirect(url_for(".check_inbox", event=event, of=key), 303)
