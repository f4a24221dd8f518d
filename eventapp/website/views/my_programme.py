"""A participant's own programme: what they keep, and a calendar that follows it."""

from collections.abc import Set as AbstractSet

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock, i18n
from eventapp.accounts.errors import NoSuchLink
from eventapp.agenda import queries as agenda
from eventapp.agenda.items import Item
from eventapp.agenda.programme import Programme
from eventapp.agenda.render import calendar_of
from eventapp.audiences.participants import own
from eventapp.composition import addresses, settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.mail.links import make_token, read_token
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.models import ENDED, Registration
from eventapp.registration.services.bookmarks import keep_sessions
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page, revalidated
from eventapp.website.blueprint import bp

PURPOSE = "own-programme"
"""What the key of a calendar opens, and nothing else."""


@bp.route("/<event:event>/my/agenda", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def my_programme(event: Event) -> ResponseReturnValue:
    """Show the programme to choose from, and keep what is chosen."""
    registration = own()
    if registration.state in ENDED:
        return redirect(url_for(".my_registration", event=event), 303)
    programme = agenda.released(db.session(), event)
    if request.method == "POST":
        picked = set(request.form.getlist("s")) & {item.id for item in programme.items}
        shown = set(request.form.getlist("shown"))
        keep_sessions(db.session(), registration, picked, shown=shown)
        db.session().commit()
        flash(_("Your programme has been saved."))
        return redirect(url_for(".my_programme", event=event), 303)
    return page(
        "website/my_programme.html",
        event=event,
        days=programme.days(event.zone, programme.items),
        kept=queries.kept_sessions(db.session(), registration),
        places=queries.places_at_sessions(db.session(), registration),
        parts_in=queries.own_parts(db.session(), registration, programme),
        feed=_feed_of(event, registration),
    )


def _feed_of(event: Event, registration: Registration) -> str:
    """Return the address of the participant's calendar; a new link to the own page ends it."""
    secret, generation = current_app.config["SECRET_KEY"], registration.link_generation
    key = make_token(secret, PURPOSE, registration.reference, generation)
    base = settings().base_url
    return str(base) + url_for(".my_programme_calendar", event=event, key=key)


@bp.get("/<event:event>/my/agenda.ics")
@open_to(Audience.PUBLIC)
def my_programme_calendar(event: Event) -> ResponseReturnValue:
    """Hand out a participant's programme to calendars, which cannot sign in: by its key."""
    signed = read_token(current_app.config["SECRET_KEY"], PURPOSE, request.args.get("key", ""))
    if signed is None:
        raise NoSuchLink
    registration = queries.by_reference(db.session(), event, signed[0])
    if registration is None or registration.link_generation != signed[1]:
        raise NoSuchRegistration
    programme = agenda.released(db.session(), event)
    kept = queries.own_sessions(db.session(), registration, programme)
    items = () if registration.state in ENDED else chosen(event, programme, kept)
    if registration.state not in ENDED and not event.is_over(clock.now()):
        items += withdrawn(programme, kept)
    with i18n.speaking(registration.language, event.zone):
        content = calendar_of(
            event,
            items,
            addresses(),
            name=i18n.render(event.label),
            revised_at=agenda.revised_at(db.session(), event),
        )
    response = as_file(
        revalidated(Response(content)), "text/calendar; charset=utf-8", f"{event.slug}.ics"
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def withdrawn(programme: Programme, kept: AbstractSet[str]) -> tuple[Item, ...]:
    """Return what belonged into one's calendar until a release left it out."""
    return tuple(
        withdrawn.item
        for withdrawn in programme.withdrawn
        if withdrawn.for_everybody or withdrawn.item.id in kept
    )


def chosen(event: Event, programme: Programme, kept: AbstractSet[str]) -> tuple[Item, ...]:
    """Return what belongs into one's calendar: what is kept, and what is for everybody."""
    return tuple(
        item
        for day in programme.days(event.zone, programme.items)
        for slot in day.slots
        for item in slot.items
        if item.id in kept or slot.is_for_everybody(item)
    )
