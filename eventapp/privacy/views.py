"""Own data: a participant takes it away or has it erased; an organiser erases when asked to."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.accounts import gates as cookies
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.journal.services import Actor, record
from eventapp.orm import reading
from eventapp.privacy import services
from eventapp.privacy.forms import CodeForm, EraseForm
from eventapp.privacy.render import as_zip
from eventapp.privacy.sweeping import sweep
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.gates import own, prove
from eventapp.registration.models import ENDED, CodePurpose, Registration
from eventapp.registration.services.telling import thing
from eventapp.web import access, clock
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import as_file, page

bp = Blueprint("privacy", __name__)


def _participant(registration: Registration) -> Actor:
    return Actor("participant", registration.id, registration.reference)


@bp.route("/<event:event>/my/data", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
@limited("20 per hour")
def own_data(event: Event) -> ResponseReturnValue:
    """Let a participant take away all that is held about them."""
    registration, form = own(), CodeForm()
    if form.validate_on_submit():
        try:
            prove(registration, CodePurpose.EXPORT, form.code.data)
            by = _participant(registration)
            record(db.session(), "data-taken", thing(registration), by=by, now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return _zipped(event, registration)
    status = 422 if form.is_submitted() else 200
    return page("privacy/own_data.html", status, event=event, form=form, mine=registration)


def _zipped(event: Event, registration: Registration) -> Response:
    """Answer with the file; what is slow reads beside the request, which holds the write lock."""
    with Session(reading(db.engine)) as session:
        here = session.get_one(Event, event.id)
        one = session.get_one(Registration, registration.id)
        content = as_zip(session, here, one)
    name = f"{event.slug}-{registration.reference}.zip"
    response = as_file(Response(content), "application/zip", name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/<event:event>/my/data/erase", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
@limited("20 per hour")
def erase_own(event: Event) -> ResponseReturnValue:
    """Let a participant be forgotten; a place that is still ahead is given up with it."""
    registration, form = own(), CodeForm()
    if form.validate_on_submit():
        try:
            services.check_may_erase_oneself(db.session(), registration, event, now=clock.now())
            prove(registration, CodePurpose.ERASE, form.code.data)
            by = _participant(registration)
            erased = services.erase(db.session(), registration, event, by=by, now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            sweep(erased)
            response = page("privacy/erased.html", event=event)
            cookies.take_cookie(response, cookies.PARTICIPANT_COOKIE)
            return response
    return page(
        "privacy/erase_own.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        mine=registration,
        gives_up=registration.state not in ENDED and not event.is_over(clock.now()),
    )


@bp.route(
    "/<event:event>/manage/registrations/<reference>/erase",
    methods=["GET", "POST"],
)
@open_to(Audience.MEMBER, "organiser")
def erase(event: Event, reference: str) -> ResponseReturnValue:
    """Erase a participant who asked for it: the facts first, then the act."""
    one = queries.visible(db.session(), access.member().scope, reference)
    if one is None:
        raise NoSuchRegistration
    form = EraseForm()
    if form.validate_on_submit():
        by = Actor("user", access.viewer().id, access.viewer().name)
        erased = services.erase(db.session(), one, event, by=by, now=clock.now())
        db.session().commit()
        sweep(erased)
        flash(
            _(
                "The data has been deleted. What remains shows that somebody registered, but not "
                "who."
            )
        )
        return redirect(url_for("front.registrations", event=event), 303)
    return page(
        "privacy/erase.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        one=one,
        gives_up=one.state not in ENDED and not event.is_over(clock.now()),
    )
