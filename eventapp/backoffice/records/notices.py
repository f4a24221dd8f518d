"""What saving a record did beside: places given to who waited, more people than places."""

from flask import flash

from eventapp import i18n
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.registration import queries as registration
from eventapp.workflows import event_changes


def warn_of_overfull(event: Event) -> None:
    """Say after a save which places are held beyond those there are; nobody loses one."""
    for name, held, most in event_changes.overfull(db.session(), event):
        flash(
            _(
                "In “%(name)s”, more places are taken (%(held)s) than available (%(most)s). No "
                "registration is cancelled; new places are given only once enough have been "
                "returned.",
                name=i18n.render(name),
                held=held,
                most=most,
            )
        )


def tell_of_promotion(event: Event) -> None:
    """Say after a save that a waiting list moves up, where that takes longer than the save."""
    progress = registration.promotion_progress(db.session(), event)
    if progress is not None:
        flash(
            ngettext(
                "One person on the waiting list gets a place within minutes.",
                "%(num)s people on the waiting list get a place within minutes; the overview "
                "shows the progress.",
                progress.total,
            )
        )
