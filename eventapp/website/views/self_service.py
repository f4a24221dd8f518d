"""What participants do about their place: say that they come, hand it over, change the address."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.participants import own, prove
from eventapp.errors import Refusal, refusal_of
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.registration import AddressForm, HandOverForm
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.models import CodePurpose
from eventapp.registration.services import mailed_codes, reconfirmations, self_service
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp
from eventapp.website.closed_page import shut
from eventapp.website.sign_up_steps import to_mailbox

PAGES = {
    CodePurpose.HAND_OVER: "website.hand_over",
    CodePurpose.CHANGE_ADDRESS: "website.change_address",
    CodePurpose.EXPORT: "website.my_data",
    CodePurpose.ERASE: "website.erase_my_data",
}


@bp.post("/<event:event>/my/code/<any('hand-over', 'change-address', export, erase):purpose>")
@open_to(Audience.REGISTERED)
@limited("10 per hour")
def send_code(event: Event, purpose: str) -> ResponseReturnValue:
    """Send six digits to the participant's address."""
    purpose_asked = CodePurpose(purpose)
    mailed_codes.send(db.session(), own(), event, purpose_asked, now=clock.now())
    db.session().commit()
    flash(_("An e-mail with a code is on its way to you."))
    return redirect(url_for(PAGES[purpose_asked], event=event), 303)


@bp.route("/<event:event>/my/hand-over", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def hand_over(event: Event) -> ResponseReturnValue:
    """Give the place to a colleague."""
    registration, now = own(), clock.now()
    form = HandOverForm(language=registration.language)
    if request.method != "POST" and (
        refusal := refusal_of(
            lambda: self_service.check_may_hand_over(registration, event, now=now)
        )
    ):
        return shut(event, registration, refusal, _("Transfer my place"))
    if form.validate_on_submit():
        try:
            self_service.check_may_hand_over(registration, event, now=now)
            prove(registration, CodePurpose.HAND_OVER, form.code.data)
            self_service.hand_over(
                db.session(),
                registration,
                event,
                form.new_holder(),
                by=actor_of(registration),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return page("website/handed_over.html", event=event, email=form.email.data)
    return page(
        "website/hand_over.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        mine=registration,
        chosen=list(queries.own_places(db.session(), registration).values()),
    )


@bp.route("/<event:event>/my/address", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def change_address(event: Event) -> ResponseReturnValue:
    """Have e-mails sent to another address."""
    registration, form = own(), AddressForm()
    if request.method != "POST" and (
        refusal := refusal_of(lambda: self_service.check_may_change_address(registration))
    ):
        return shut(event, registration, refusal, _("Change my e-mail address"))
    if form.validate_on_submit():
        try:
            prove(registration, CodePurpose.CHANGE_ADDRESS, form.code.data)
            self_service.change_address(
                db.session(),
                registration,
                event,
                form.email.data,
                by=actor_of(registration),
                now=clock.now(),
            )
            answer = to_mailbox(event, form.email.data, way_back=False)
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            return answer
    return page(
        "website/change_address.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        mine=registration,
    )


@bp.post("/<event:event>/my/still-coming")
@open_to(Audience.REGISTERED)
def still_coming(event: Event) -> ResponseReturnValue:
    """Note that the participant still comes, as the organisers asked."""
    mine = own()
    reconfirmations.come(db.session(), mine, by=actor_of(mine), now=clock.now())
    db.session().commit()
    flash(_("Thank you. Your place remains reserved."))
    return redirect(url_for("website.my_registration", event=event), 303)
