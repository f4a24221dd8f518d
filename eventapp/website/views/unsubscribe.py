"""The way out of invitations and reminders: one click of the mail program, or of its reader.

RFC 8058: a mail program sends POST without a cookie, so the signed link is all that is asked for.
"""

from flask import current_app
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts.errors import NoSuchLink
from eventapp.events.models import Event
from eventapp.extensions import csrf, db
from eventapp.mail import queries, services
from eventapp.mail.links import read_token
from eventapp.mail.models import Email
from eventapp.mail.render import UNSUBSCRIBE
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.blueprint import bp


def _email(event: Event, token: str) -> Email:
    """Return the e-mail that the link stood in; refuse a link that is not ours."""
    signed = read_token(current_app.config["SECRET_KEY"], UNSUBSCRIBE, token)
    email = signed and queries.by_message_id(db.session(), signed[0])
    if not email or email.event_id != event.id:
        raise NoSuchLink
    return email


def _page(event: Event, email: Email) -> ResponseReturnValue:
    since = queries.unsubscribed_at(db.session(), event.id, email.to_address)
    return page(
        "website/unsubscribe.html", event=event, address=email.to_address, done=since is not None
    )


@bp.get("/<event:event>/unsubscribe/<token>")
@open_to(Audience.PUBLIC)
@limited("60 per minute")
def unsubscribe(event: Event, token: str) -> ResponseReturnValue:
    """Ask whether no more invitations and reminders shall come; looking does nothing."""
    return _page(event, _email(event, token))


@bp.post("/<event:event>/unsubscribe/<token>")
@open_to(Audience.PUBLIC)
@csrf.exempt
@limited("60 per minute")
def unsubscribe_now(event: Event, token: str) -> ResponseReturnValue:
    """Send that address no more invitations and reminders of the event."""
    email = _email(event, token)
    services.unsubscribe(db.session(), email, now=clock.now())
    db.session().commit()
    return _page(event, email)
