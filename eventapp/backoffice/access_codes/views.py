"""The organisers' access codes: made, followed, taken back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.categories import AccessCodeForm
from eventapp.i18n import gettext as _
from eventapp.registration.services import access_codes as services
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/codes", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def access_codes(event: Event) -> ResponseReturnValue:
    """Show the codes and how often they were used; make one more."""
    groups = {one.key: one for one in events.offered_categories(db.session(), event)}
    form = AccessCodeForm.for_event(list(groups.values()))
    if form.validate_on_submit():
        try:
            made = services.make(
                db.session(),
                event,
                groups[form.category.data],
                form.terms(event.tzinfo),
                by=actor(),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("The code is %(code)s.", code=made.code))
            return redirect(url_for(".access_codes", event=event), 303)
    found = services.of_event(db.session(), event)
    return page(
        "backoffice/access_codes/access_codes.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        found=found,
        used=services.used(db.session(), found),
        now=clock.now(),
    )


@bp.post("/<event:event>/manage/codes/<int:number>/withdraw")
@open_to(Audience.MEMBER, Role.ORGANISER)
def withdraw_code(event: Event, number: int) -> ResponseReturnValue:
    """End one code."""
    code = next((one for one in services.of_event(db.session(), event) if one.id == number), None)
    if code is None:
        raise NotFound(Sentence("This code does not exist."))
    services.withdraw(db.session(), code, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The code is no longer valid. Anyone who registered with it keeps their place."))
    return redirect(url_for(".access_codes", event=event), 303)
