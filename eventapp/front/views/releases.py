"""What a release of each contingent would do, and doing it."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.front.blueprint import bp
from eventapp.front.records import KINDS
from eventapp.front.records.kind import find
from eventapp.front.share_forms import foretold
from eventapp.front.views.registrations import actor
from eventapp.registration.services import contingents
from eventapp.web import clock
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.get("/<event:event>/manage/releases")
@open_to(Audience.MEMBER, "organiser")
def releases(event: Event) -> ResponseReturnValue:
    """Show for each contingent what a release would do now."""
    found = [
        (one, contingents.forecast(db.session(), event, one))
        for one in contingents.of_event(db.session(), event)
    ]
    return page("front/releases.html", event=event, found=found, foretold=foretold)


@bp.post("/<event:event>/manage/releases/<int:record_id>")
@open_to(Audience.MEMBER, "organiser")
def release_contingent(event: Event, record_id: int) -> ResponseReturnValue:
    """Release one contingent now."""
    found = find(db.session(), event, KINDS["contingents"], record_id) or abort(404)
    served = contingents.release(db.session(), found, event, by=actor(), now=clock.now())
    db.session().commit()
    flash(
        ngettext(
            "Opened to all; one person has received a place.",
            "Opened to all; %(num)s people have received places.",
            len(served),
        )
    )
    return redirect(url_for(".releases", event=event), 303)
