"""What every way to sign in ends in."""

import secrets

from flask import redirect, request, session
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts.models import User
from eventapp.accounts.services import passkeys, users
from eventapp.audiences import sign_in as gates
from eventapp.extensions import db
from eventapp.web import access
from eventapp.web.forms import Form
from eventapp.web.pages import page
from eventapp.web.security import safe_path
from eventapp.website.forms.sign_in import PasskeyForm, PasswordForm


def signed_in(user: User, goes_to: str, *, strong: bool) -> ResponseReturnValue:
    """Sign the user in, in this browser, and go on to a page of this site."""
    response = redirect(safe_path(goes_to), 303)
    device = gates.device() or secrets.token_urlsafe(32)
    value = users.sign_in(
        db.session(),
        user,
        browser=request.user_agent.string,
        strong=strong,
        now=clock.now(),
        device=device,
    )
    db.session().commit()
    session.clear()  # a form token from before the sign-in is worth nothing after it
    gates.give_device(response, device)
    gates.give_cookie(response, gates.USER_COOKIE, value, life=users.USER_STAYS)
    gates.take_cookie(response, gates.ASKED_COOKIE)
    return response


def security_page(status: int, **forms: Form) -> ResponseReturnValue:
    """Show how the account is secured, with the forms as they were sent."""
    user = db.session().get_one(User, access.viewer().id)
    return page(
        "website/security.html",
        status,
        user=user,
        keys=passkeys.of_user(db.session(), user.id),
        **{"form": PasswordForm(), "passkey_form": PasskeyForm(), **forms},
    )
