"""Pages to sign in and out, and one's own account."""

import secrets

from flask import current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts import addresses, passwords, queries
from eventapp.accounts.errors import NoSuchLink, WrongPassword
from eventapp.accounts.models import SignIn, Step, SubjectKind, User
from eventapp.accounts.services import factors, users
from eventapp.audiences import sign_in as gates
from eventapp.documents.qr import svg_of
from eventapp.errors import Refusal
from eventapp.extensions import csrf, db
from eventapp.i18n import gettext as _
from eventapp.mail.links import read_token
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.web.security import safe_path
from eventapp.website.blueprint import bp
from eventapp.website.forms.sign_in import CodeForm, PasswordForm, SignInForm
from eventapp.website.sign_in_steps import security_page, signed_in

HALF = "half signed in"


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("20 per minute; 100 per hour", by=gates.counted_as)
def sign_in() -> ResponseReturnValue:
    """Sign in by password, or ask for a link by e-mail."""
    form = SignInForm()
    goes_to = safe_path(request.args.get("next") or users.START)
    if form.validate_on_submit():
        try:
            if not form.password.data:
                return _send_link(addresses.checked(form.email.data), goes_to)
            user = _by_password(db.session(), form.email.data, form.password.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _enter(user, goes_to, Step.CODE_AFTER_PASSWORD)
    return page("website/sign_in.html", 422 if form.errors else 200, form=form, goes_to=goes_to)


def _send_link(email: str, goes_to: str) -> ResponseReturnValue:
    """Send a link that works in this browser alone, and mark the browser."""
    browser = gates.cookie_value(gates.ASKED_COOKIE) or secrets.token_urlsafe(32)
    users.ask_for_link(db.session(), email, goes_to=goes_to, browser=browser, now=clock.now())
    db.session().commit()
    response = redirect(url_for(".sign_in_inbox"), 303)
    gates.give_cookie(response, gates.ASKED_COOKIE, browser, life=users.LINK_LIFE)
    return response


def _by_password(database: Session, email: str, password: str) -> User:
    """Return the user of address and password; argon2 runs while no lock is held."""
    user = queries.user_by_email(database, email)
    stored = user.password_hash if user and user.totp_secret else None
    database.rollback()
    right = passwords.matches(stored, password)
    user = queries.user_by_email(database, email)
    accepted = factors.accept_password(database, user, gates.client(), right=right, now=clock.now())
    database.commit()
    if user is None or not accepted:
        raise WrongPassword
    return user


def _enter(user: User, goes_to: str, step: Step) -> ResponseReturnValue:
    """Sign the user in, or ask for the second factor first, as the next step."""
    if user.totp_secret:
        db.session().commit()
        session.clear()
        at = clock.now().timestamp()
        session[HALF] = {"user": user.id, "goes_to": goes_to, "at": at, "step": step.value}
        return redirect(url_for(".second_factor"), 303)
    return signed_in(user, goes_to, strong=False)


@bp.get("/sign-in/mailbox")
@open_to(Audience.PUBLIC)
def sign_in_inbox() -> ResponseReturnValue:
    """Say that an e-mail is on its way if the address is known."""
    return page("website/sign_in_inbox.html")


@bp.route("/sign-in/link/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("30 per minute", by=gates.counted_as)
def open_sign_in_link(token: str) -> ResponseReturnValue:
    """Show a button; its press uses the link up and signs in. A mail scanner's GET does nothing."""
    signed = read_token(current_app.config["SECRET_KEY"], "one-use", token)
    if signed is None:
        raise NoSuchLink
    browser = gates.cookie_value(gates.ASKED_COOKIE)
    if request.method == "POST":
        link = users.use_link(db.session(), signed[0], browser=browser, now=clock.now())
        return _enter(link.user, link.goes_to, Step.CODE_AFTER_LINK)
    link = users.link_for(db.session(), signed[0], browser=browser, now=clock.now())
    g.account_language = link.user.language  # whoever was sent here may have none of a browser's
    return page("website/open_sign_in_link.html")


@bp.route("/sign-in/code", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("20 per minute", by=gates.counted_as)
def second_factor() -> ResponseReturnValue:
    """Ask for the six digits after password or link."""
    half = session.get(HALF)
    if not half or clock.now().timestamp() - half["at"] > users.LINK_LIFE.total_seconds():
        return redirect(url_for(".sign_in"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        user = factors.user_at_second_factor(db.session(), half["user"])
        if user is None:
            return redirect(url_for(".sign_in"), 303)
        try:
            step = Step(half["step"])
            factors.show_code(
                db.session(), user, form.code.data, step, gates.client(), now=clock.now()
            )
        except Refusal as refusal:
            db.session().commit()  # the failure counts
            form.refuse(refusal)
        else:
            return signed_in(user, half["goes_to"], strong=True)
    return page("website/second_factor.html", 422 if form.errors else 200, form=form)


@bp.post("/sign-out")
@open_to(Audience.PUBLIC)
@csrf.exempt  # judged below: the token went with the sign-in, where another page was quicker
def sign_out() -> ResponseReturnValue:
    """End this sign-in; who is signed out already, in another tab or by time, simply goes on."""
    access.meet_viewer()
    viewer = access.viewer_or_none()
    if viewer is None:
        return redirect(url_for("website.home"), 303)
    csrf.protect()
    users.sign_out(db.session(), viewer.id, viewer.session_id, now=clock.now())
    db.session().commit()
    return _signed_out(url_for("website.home"))


def _signed_out(goes_to: str) -> ResponseReturnValue:
    """Leave nothing behind in this browser: no cookie, no page to go back to."""
    session.clear()
    response = redirect(goes_to, 303)
    gates.take_cookie(response, gates.USER_COOKIE)
    response.headers["Clear-Site-Data"] = '"cache"'  # an enrolled phone keeps its own storage
    return response


@bp.route("/account/security", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def security() -> ResponseReturnValue:
    """Set a password."""
    form = PasswordForm()
    if form.validate_on_submit():
        db.session().rollback()
        try:
            password_hash = passwords.hashed(form.password.data)
            user = db.session().get_one(User, access.viewer().id)
            factors.set_password(db.session(), user, password_hash, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            response = signed_in(user, url_for(".security"), strong=access.viewer().strong)
            flash(_("Your password has been set. You have been signed out on all other devices."))
            return response
    return security_page(422 if form.errors else 200, form=form)


@bp.route("/account/security/second-factor", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def set_second_factor() -> ResponseReturnValue:
    """Show a secret as QR code, and turn it on when a code proves it arrived."""
    form = CodeForm()
    key = current_app.config["SECRET_KEY"]
    here = db.session().get_one(SignIn, access.viewer().session_id)
    secret = passwords.totp_secret_of(key, here.token_hash)
    user = db.session().get_one(User, access.viewer().id)
    if form.validate_on_submit():
        try:
            factors.set_second_factor(
                db.session(), user, secret, form.code.data, key=key, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return signed_in(user, url_for(".recovery_codes"), strong=True)
    address = passwords.totp_address(secret, user.email, "eventapp")
    return page(
        "website/set_second_factor.html",
        422 if form.errors else 200,
        form=form,
        secret=secret,
        address=address,
        qr=svg_of(address),
    )


@bp.route("/account/security/recovery-codes", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def recovery_codes() -> ResponseReturnValue:
    """Show the codes that stand in for a lost phone, until a press says that they are kept."""
    user = db.session().get_one(User, access.viewer().id)
    codes = factors.codes_to_keep(user, key=current_app.config["SECRET_KEY"])
    if request.method == "POST":
        factors.keep_codes(user)
        db.session().commit()
    if codes is None or request.method == "POST":
        return redirect(url_for(".security"), 303)
    return page(
        "website/recovery_codes.html",
        codes=codes,
        user=user,
        site=request.host,
        now=clock.now(),
    )


@bp.post("/account/sign-ins/<int:sign_in_id>/end")
@open_to(Audience.SIGNED_IN)
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """End one of the user's other sign-ins."""
    users.sign_out(db.session(), access.viewer().id, sign_in_id, now=clock.now())
    db.session().commit()
    flash(_("This device is signed out."))
    return redirect(url_for("website.account"), 303)


@bp.post("/account/sign-out-everywhere")
@open_to(Audience.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sign-ins of this user."""
    users.sign_out_everywhere(db.session(), SubjectKind.USER, access.viewer().id, clock.now())
    db.session().commit()
    response = _signed_out(url_for(".sign_in"))
    flash(_("You are signed out on all devices."))
    return response
