"""Erasing a participant who asked the team for it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.composition import settings
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.privacy import EraseForm
from eventapp.i18n import gettext as _
from eventapp.journal.services import Actor
from eventapp.privacy import services
from eventapp.privacy.sweeping import sweep
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.models import ENDED
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route(
    "/<event:event>/manage/registrations/<reference>/erase",
    methods=["GET", "POST"],
)
@open_to(Audience.MEMBER, Role.ORGANISER)
def erase_registration(event: Event, reference: str) -> ResponseReturnValue:
    """Erase a participant who asked for it: the facts first, then the act."""
    registration = queries.visible(db.session(), access.member().scope, reference)
    if registration is None:
        raise NoSuchRegistration
    form = EraseForm()
    if form.validate_on_submit():
        by = Actor("user", access.viewer().id, access.viewer().name)
        erased = services.erase(db.session(), registration, event, by=by, now=clock.now())
        db.session().commit()
        sweep(db.engine, settings().mail_url, erased)
        flash(
            _(
                "The data has been deleted. What remains shows that somebody registered, but not "
                "who."
            )
        )
        return redirect(url_for("backoffice.registrations", event=event), 303)
    return page(
        "backoffice/registrations/erase_registration.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        registration=registration,
        gives_up=registration.state not in ENDED and not event.is_over(clock.now()),
    )
