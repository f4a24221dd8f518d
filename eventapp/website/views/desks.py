"""The information desks: listed by place, each on its own page, and their hours for calendars."""

from itertools import groupby

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventapp import i18n
from eventapp.agenda import queries as agenda
from eventapp.agenda.desk_calendar import desk_calendar
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.media.documents import ENDINGS
from eventapp.people import queries as people
from eventapp.people.errors import NoSuchDesk
from eventapp.people.models import Desk
from eventapp.speakers.queries.materials import PublicMaterials
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file
from eventapp.website.blueprint import bp
from eventapp.website.programme_pages import attachments, kept, public_files


@bp.get("/<event:event>/desks")
@open_to(Audience.PUBLIC)
def information_desks(event: Event) -> ResponseReturnValue:
    """Show the information desks by place, what they help with, and when there is time for it."""
    return kept(event, lambda: _desks_page(event))


def _desks_page(event: Event) -> str:
    desks = people.desks(db.session(), event)
    pauses = [item for item in agenda.released(db.session(), event).held if item.is_pause]
    return render_template(
        "website/information_desks.html",
        event=event,
        places=[(place, list(at)) for place, at in groupby(desks, key=lambda desk: desk.place)],
        pauses=pauses if desks else [],
        hours_known=any(desk.opens_at and desk.closes_at for desk in desks),
    )


@bp.get("/<event:event>/desks/<desk_id>")
@open_to(Audience.PUBLIC)
def information_desk(event: Event, desk_id: str) -> ResponseReturnValue:
    """Show one information desk: what to ask about there, whom, where and when."""
    desk = people.desk(db.session(), event, desk_id)
    if desk is None:
        raise NoSuchDesk
    materials = public_files(event)
    return kept(event, lambda: _desk_page(event, desk, materials), *materials.state)


def _desk_page(event: Event, desk: Desk, materials: PublicMaterials) -> str:
    programme = agenda.released(db.session(), event)
    experts = [expert for expert in desk.experts if expert.person.is_public]
    return render_template(
        "website/information_desk.html",
        event=event,
        desk=desk,
        experts=[(expert, programme.speaker(expert.person.public_id)) for expert in experts],
        materials=materials.of_desk(desk.public_id),
        KINDS_OF_FILES=ENDINGS,
    )


@bp.get("/<event:event>/desks.ics")
@open_to(Audience.PUBLIC)
def desks_calendar(event: Event) -> ResponseReturnValue:
    """Hand out the hours of the information desks for a calendar."""
    materials = public_files(event)
    response = kept(event, lambda: _hours(event, materials), *materials.state)
    return as_file(response, "text/calendar; charset=utf-8", f"{event.slug}-desks.ics")


def _hours(event: Event, materials: PublicMaterials) -> bytes:
    return desk_calendar(
        event,
        people.desks(db.session(), event),
        attachments(materials.every),
        name=" – ".join((i18n.render(event.label), _("Information desks"))),
        address=lambda desk: url_for(
            ".information_desk", event=event, desk_id=desk.public_id, _external=True
        ),
    )
