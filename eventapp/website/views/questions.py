"""What the form would have asked, answered later: by who was registered by somebody else."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.participants import own
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.registration import AskedForm
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.services import registrations as services
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp


@bp.route("/<event:event>/my/questions", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def my_questions(event: Event) -> ResponseReturnValue:
    """Let a participant answer what they have said nothing to yet."""
    registration = own()
    asked, consents = queries.still_asked(db.session(), registration, event)
    form = AskedForm.of(asked, consents)
    if form.validate_on_submit():
        try:
            services.answer_later(
                db.session(),
                registration,
                event,
                form.answers(),
                form.agreed(),
                by=actor_of(registration),
                now=clock.now(),
            )
            db.session().commit()
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("Saved"))
            return redirect(url_for("website.my_registration", event=event), 303)
    return page(
        "website/my_questions.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
    )
