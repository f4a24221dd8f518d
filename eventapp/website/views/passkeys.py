"""Passkeys: the sign-in with one, and their place on the security page."""

import secrets

from flask import Response, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.accounts.errors import PasskeyRefused
from eventapp.accounts.models import User
from eventapp.accounts.services import passkeys, users
from eventapp.audiences import sign_in
from eventapp.composition import settings
from eventapp.errors import Refusal
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.journal.services import record
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.blueprint import bp
from eventapp.website.forms.sign_in import PasskeyForm
from eventapp.website.sign_in_steps import security_page, signed_in

ASKED = "passkey asked"
"""Where the browser's session holds the random value its challenge is bound to."""

LONGEST = 20_000
"""Characters of a device's answer; real ones have less than a tenth."""


def _site() -> passkeys.Site:
    return passkeys.Site.at(settings().base_url, name="eventapp")


def _user() -> User:
    return db.session().get_one(User, access.viewer().id)


def _new_browser() -> str:
    session[ASKED] = secrets.token_urlsafe(32)
    return str(session[ASKED])


def _answer() -> tuple[str, str]:
    """Return the device's answer and the browser's value, which is good for this one answer."""
    answer, browser = request.form.get("credential", ""), session.pop(ASKED, "")
    if not answer or len(answer) > LONGEST or not browser:
        raise PasskeyRefused
    return answer, browser


@bp.post("/sign-in/passkey/challenge")
@open_to(Audience.PUBLIC)
@limited("30 per minute", by=sign_in.counted_as)
def ask_passkey() -> ResponseReturnValue:
    """Give this browser a challenge for signing in."""
    options = passkeys.ask_to_enter(db.session(), _site(), browser=_new_browser(), now=clock.now())
    db.session().commit()
    return Response(options, content_type="application/json")


@bp.post("/sign-in/passkey")
@open_to(Audience.PUBLIC)
@limited("20 per minute; 100 per hour", by=sign_in.counted_as)
def sign_in_by_passkey() -> ResponseReturnValue:
    """Sign in with a passkey: it counts as password and second factor."""
    database, now = db.session(), clock.now()
    goes_to = request.form.get("next") or users.START
    try:
        answer, browser = _answer()
        user = passkeys.enter(database, answer, _site(), browser=browser, now=now)
    except Refusal:
        record(database, "sign-in-failed", users.about(None), by=users.VISITOR, now=now)
        database.commit()  # the challenge is used up, too
        raise
    return signed_in(user, goes_to, strong=True)


@bp.post("/account/security/passkeys/challenge")
@open_to(Audience.SIGNED_IN)
@limited("30 per minute", by=sign_in.counted_as)
def ask_new_passkey() -> ResponseReturnValue:
    """Give this browser a challenge for adding a passkey."""
    browser = _new_browser()
    options = passkeys.ask_to_add(db.session(), _user(), _site(), browser=browser, now=clock.now())
    db.session().commit()
    return Response(options, content_type="application/json")


@bp.post("/account/security/passkeys")
@open_to(Audience.SIGNED_IN)
def add_passkey() -> ResponseReturnValue:
    """Store the passkey a device made."""
    form = PasskeyForm()
    if not form.validate_on_submit():
        return security_page(422, passkey_form=form)
    answer, browser = _answer()
    passkeys.add(
        db.session(),
        _user(),
        answer,
        _site(),
        name=form.name.data,
        browser=browser,
        now=clock.now(),
    )
    db.session().commit()
    flash(_("The passkey is saved. You can now sign in with it."))
    return redirect(url_for(".security"), 303)


@bp.route("/account/security/passkeys/<public_id>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def passkey(public_id: str) -> ResponseReturnValue:
    """Show one passkey, with what remains when it goes; give it another name."""
    user = _user()
    passkey = passkeys.own(db.session(), user, public_id)
    form = PasskeyForm(name=passkey.name)
    if form.validate_on_submit():
        passkeys.rename(db.session(), user, public_id, form.name.data)
        db.session().commit()
        flash(_("Saved"))
        return redirect(url_for(".security"), 303)
    others = len(passkeys.of_user(db.session(), user.id)) - 1
    return page(
        "website/passkey.html",
        422 if form.errors else 200,
        form=form,
        passkey=passkey,
        user=user,
        others=others,
    )


@bp.post("/account/security/passkeys/<public_id>/remove")
@open_to(Audience.SIGNED_IN)
def remove_passkey(public_id: str) -> ResponseReturnValue:
    """Forget a passkey, after the page that says what remains."""
    passkeys.remove(db.session(), _user(), public_id, now=clock.now())
    db.session().commit()
    flash(_("The passkey has been removed. Please delete it on your device, too."))
    return redirect(url_for(".security"), 303)
