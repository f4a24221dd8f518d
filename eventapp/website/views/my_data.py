"""Own data: a participant takes it away or has it erased; an organiser erases when asked to."""

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.audiences import sign_in as cookies
from eventapp.audiences.participants import own, prove
from eventapp.composition import mailing, settings
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.privacy import CodeForm
from eventapp.journal.services import record
from eventapp.orm import reading
from eventapp.privacy import services
from eventapp.privacy.render import as_zip
from eventapp.privacy.sweeping import sweep
from eventapp.registration.models import ENDED, CodePurpose, Registration
from eventapp.registration.services.notifications import thing
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import as_file, page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp


@bp.route("/<event:event>/my/data", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
@limited("20 per hour")
def my_data(event: Event) -> ResponseReturnValue:
    """Let a participant take away all that is held about them."""
    registration, form = own(), CodeForm()
    if form.validate_on_submit():
        try:
            prove(registration, CodePurpose.EXPORT, form.code.data)
            by = actor_of(registration)
            record(db.session(), "data-taken", thing(registration), by=by, now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return _zipped(event, registration)
    status = 422 if form.is_submitted() else 200
    return page("website/my_data.html", status, event=event, form=form, mine=registration)


def _zipped(event: Event, registration: Registration) -> Response:
    """Answer with the file; what is slow reads beside the request, which holds the write lock."""
    with Session(reading(db.engine)) as session:
        here = session.get_one(Event, event.id)
        fresh = session.get_one(Registration, registration.id)
        content = as_zip(session, here, fresh, mailing())
    name = f"{event.slug}-{registration.reference}.zip"
    response = as_file(Response(content), "application/zip", name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/<event:event>/my/data/erase", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
@limited("20 per hour")
def erase_my_data(event: Event) -> ResponseReturnValue:
    """Let a participant be forgotten; a place that is still ahead is given up with it."""
    registration, form = own(), CodeForm()
    if form.validate_on_submit():
        try:
            services.check_may_erase_oneself(db.session(), registration, event, now=clock.now())
            prove(registration, CodePurpose.ERASE, form.code.data)
            by = actor_of(registration)
            erased = services.erase(db.session(), registration, event, by=by, now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            sweep(db.engine, settings().mail_url, erased)
            response = page("website/erased.html", event=event)
            cookies.take_cookie(response, cookies.PARTICIPANT_COOKIE)
            return response
    return page(
        "website/erase_my_data.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        mine=registration,
        gives_up=registration.state not in ENDED and not event.is_over(clock.now()),
    )
