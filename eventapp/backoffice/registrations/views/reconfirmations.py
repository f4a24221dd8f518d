"""Organisers ask who holds a place whether they still come, and see who has not answered."""

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.composition import do_soon
from eventapp.errors import Refusal
from eventapp.events import queries as events
from eventapp.events.models import Category, Event, Role
from eventapp.extensions import db
from eventapp.forms.categories import StillComingForm
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.jobs import tend
from eventapp.registration.queries import reconfirmations as read
from eventapp.registration.services import reconfirmations as services
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows.public_texts import registered, untranslated_in_e_mails


@bp.route("/<event:event>/manage/reconfirmations", methods=["GET", "POST"])
@open_to(Audience.MEMBER, Role.ORGANISER)
def reconfirmations(event: Event) -> ResponseReturnValue:
    """Show who has not answered; ask everybody, or some categories."""
    categories = events.categories(db.session(), event)
    form, scope = StillComingForm.for_event(categories), access.member().scope
    if form.validate_on_submit():
        try:
            _ask_once(event, form, categories)
            db.session().commit()
            do_soon(tend)
        except Refusal as refusal:
            db.session().rollback()
            form.refuse(refusal)
        else:
            flash(_("The question has been sent to everybody concerned."))
            return redirect(url_for(".reconfirmations", event=event), 303)
    return page(
        "backoffice/registrations/reconfirmations.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        askings=read.askings(db.session(), scope),
        silent=read.silent(db.session(), scope),
        untranslated=untranslated_in_e_mails(db.session(), event, registered(db.session(), event)),
    )


def _ask_once(event: Event, form: StillComingForm, categories: Sequence[Category]) -> None:
    """Ask those whom the form names; the same form sent twice asks once."""
    by, now = actor(), clock.now()
    if not form.is_first(db.session(), f"still coming {event.id} {by.id}", now=now):
        return
    chosen = [category for category in categories if category.key in (form.categories.data or ())]
    services.ask(db.session(), event, chosen, form.until(event.tzinfo), by=by, now=now)


@bp.post("/<event:event>/manage/reconfirmations/again")
@open_to(Audience.MEMBER, Role.ORGANISER)
def ask_once_more(event: Event) -> ResponseReturnValue:
    """Write again to everybody who has not answered."""
    number = services.ask_once_more(db.session(), event, by=actor(), now=clock.now())
    db.session().commit()
    do_soon(tend)
    flash(
        ngettext("One reminder is on its way.", "%(num)s reminders are on their way.", number)
        if number
        else _("Everybody who has not answered received an e-mail within the last day.")
    )
    return redirect(url_for(".reconfirmations", event=event), 303)


@bp.post("/<event:event>/manage/reconfirmations/<reference>")
@open_to(Audience.MEMBER, Role.ORGANISER)
def says_they_come(event: Event, reference: str) -> ResponseReturnValue:
    """Note the answer of somebody who gave it by telephone."""
    registration = queries.visible(db.session(), access.member().scope, reference)
    if registration is None:
        raise NoSuchRegistration
    services.come(db.session(), registration, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".reconfirmations", event=event), 303)
