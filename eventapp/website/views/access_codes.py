"""An access code: typed or as a link, it opens the form of its category."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.registration import CodeForm, SignUpForm
from eventapp.registration import queries
from eventapp.registration.models import AccessCode
from eventapp.registration.services import access_codes
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.blueprint import bp
from eventapp.website.sign_up_steps import correct, made_before, to_mailbox, typed_before


@bp.route("/<event:event>/register/code", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("20 per minute; 60 per hour")
def enter_code(event: Event) -> ResponseReturnValue:
    """Let a visitor type the code they were given."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            code = access_codes.opened_by(
                db.session(), event, form.access_code.data, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".sign_up_by_code", event=event, code=code.code), 303)
    return page(
        "website/enter_code.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
    )


@bp.route("/<event:event>/c/<code>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limited("30 per minute; 200 per hour")
def sign_up_by_code(event: Event, code: str) -> ResponseReturnValue:
    """Let a visitor take a place in the category the code opens."""
    opened = access_codes.opened_by(db.session(), event, code, now=clock.now())
    if request.method != "POST":
        access_codes.check_lets_in(db.session(), event, opened, now=clock.now())
    offer = queries.offering(db.session(), event)
    form = SignUpForm.for_event(
        [opened.category], offer.questions, offer.consents, typed=typed_before()
    )
    if form.validate_on_submit():
        try:
            made = _register(event, opened, form)
            answer = to_mailbox(event, form.email.data, made=made)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:  # the same answer whether new or already registered
            return answer
    return page(
        "website/sign_up_by_code.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        category=opened.category,
        full=not opened.always and opened.category_id in _full(event),
    )


def _full(event: Event) -> set[int]:
    """Return the categories without a free place, by internal number."""
    counted = queries.by_category(db.session(), event)
    return {places.category.id for places in counted if places.free == 0}


def _register(event: Event, code: AccessCode, form: SignUpForm) -> str:
    session, now = db.session(), clock.now()
    send = form.send(session, f"code {event.id}", now=now)
    if send.repeated:
        return made_before(event, form, send)
    if corrected := correct(event, form):
        return corrected
    made = access_codes.register_or_remind(session, event, code, form.details(), now=now)
    return made.reference if made else ""
