"""What a release of each contingent would do, and doing it."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.shares import foretold
from eventapp.i18n import ngettext
from eventapp.registration.models import Contingent
from eventapp.registration.services import contingents
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import records


@bp.get("/<event:event>/manage/contingents-to-open")
@open_to(Audience.MEMBER, Role.ORGANISER)
def contingents_to_open(event: Event) -> ResponseReturnValue:
    """Show for each contingent what a release would do now."""
    forecasts = [
        (contingent, contingents.forecast(db.session(), event, contingent))
        for contingent in contingents.of_event(db.session(), event)
    ]
    return page(
        "backoffice/contingents/contingents_to_open.html",
        event=event,
        forecasts=forecasts,
        foretold=foretold,
    )


@bp.post("/<event:event>/manage/contingents-to-open/<int:record_id>")
@open_to(Audience.MEMBER, Role.ORGANISER)
def open_contingent(event: Event, record_id: int) -> ResponseReturnValue:
    """Release one contingent now."""
    contingent = records.find(db.session(), event, Contingent, record_id) or abort(404)
    served = contingents.release(db.session(), contingent, event, by=actor(), now=clock.now())
    db.session().commit()
    flash(
        ngettext(
            "Opened to all; one person has received a place.",
            "Opened to all; %(num)s people have received places.",
            len(served),
        )
    )
    return redirect(url_for(".contingents_to_open", event=event), 303)
