"""A host's API tokens: made and shown once, ended at once, by its own team."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.forms import TokenForm
from eventapp.backoffice.cohosts.own import ACTING, own_host
from eventapp.backoffice.member import actor
from eventapp.composition import addresses
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.people.services import end_host_token, make_host_token, tokens_of_host
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/cohosts/<int:host_id>/tokens", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def cohost_tokens(event: Event, host_id: int) -> ResponseReturnValue:
    """List a host's tokens; make one more, which the answer alone shows."""
    host, form, value = own_host(host_id), TokenForm(), ""
    if form.validate_on_submit():
        try:
            value = make_host_token(db.session(), host, form.name.data, by=actor(), now=clock.now())
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
    host = own_host(host_id)
    return page(
        "backoffice/cohosts/tokens.html",
        422 if form.errors or form.form_errors else 200,
        event=event,
        host=host,
        form=TokenForm(formdata=None) if value else form,
        value=value,
        tokens=tokens_of_host(db.session(), event.id, host.organisation_id),
        listed=addresses().base_url + url_for("api.list_registrations", event=event),
    )


@bp.post("/<event:event>/manage/cohosts/<int:host_id>/tokens/<public_id>/end")
@open_to(Audience.MEMBER, *ACTING)
def end_cohost_token(event: Event, host_id: int, public_id: str) -> ResponseReturnValue:
    """End a token of a host; the program that uses it reads nothing any more."""
    host = own_host(host_id)
    end_host_token(db.session(), host, public_id, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The token has ended."))
    return redirect(url_for(".cohost_tokens", event=event, host_id=host_id), 303)
