"""The organisers' access codes: made, followed, changed, taken back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.errors import NotFound, Refusal, Sentence
from eventapp.events import queries as events
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.access_codes import AccessCodeForm, EditAccessCodeForm
from eventapp.i18n import gettext as _
from eventapp.registration.models import AccessCode
from eventapp.registration.services import access_codes as services
from eventapp.registration.services.access_codes import AccessCodeChange
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/access-codes", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def access_codes(event: Event) -> ResponseReturnValue:
    """Show the codes and how often they were used; make one more."""
    form = AccessCodeForm.for_event(events.offered_categories(db.session(), event))
    if form.validate_on_submit():
        try:
            change = form.change(db.session(), event, AccessCodeChange())
            made = services.add_code(db.session(), event, change, by=actor(), now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("The code is %(code)s.", code=made.code))
            return redirect(url_for(".access_codes", event=event), 303)
    codes = services.of_event(db.session(), event)
    return page(
        "backoffice/access_codes/access_codes.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        codes=codes,
        used=services.used(db.session(), codes),
        now=clock.now(),
    )


def _find(event: Event, number: int) -> AccessCode:
    """Return the event's code of that number; there is none: 404."""
    code = next(
        (
            access_code
            for access_code in services.of_event(db.session(), event)
            if access_code.id == number
        ),
        None,
    )
    if code is None:
        raise NotFound(Sentence("This code does not exist."))
    return code


@bp.route("/<event:event>/manage/access-codes/<int:number>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def edit_access_code(event: Event, number: int) -> ResponseReturnValue:
    """Change for whom a code is, how often it may be used, and until when."""
    code = _find(event, number)
    held = AccessCodeChange.of(code)
    form = EditAccessCodeForm.of(held)

    def save() -> None:
        services.change_code(
            db.session(),
            code,
            form.change(db.session(), event, held),
            seen=form.looked_at(),
            by=actor(),
            now=clock.now(),
        )

    if form.validate_on_submit() and saved(form, save):
        return redirect(url_for(".access_codes", event=event), 303)
    return page(
        "backoffice/access_codes/edit_access_code.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        code=code,
    )


@bp.post("/<event:event>/manage/access-codes/<int:number>/withdraw")
@open_to(Audience.MEMBER, Role.ORGANISER)
def withdraw_code(event: Event, number: int) -> ResponseReturnValue:
    """End one code."""
    services.withdraw(db.session(), _find(event, number), by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The code is no longer valid. Anyone who registered with it keeps their place."))
    return redirect(url_for(".access_codes", event=event), 303)
