"""What the public sees of a host: its text, its logo, its information desk."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.own import ACTING, missing_languages, own_host
from eventapp.backoffice.cohosts.presence_forms import HostTextsForm, OwnDeskForm
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.errors import NotFound, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.directory import HOST_LEVELS
from eventapp.people import queries as people
from eventapp.people.models import Desk, Host
from eventapp.people.services import DeskChange, HostChange
from eventapp.speakers.queries.materials import materials_at
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import directory


@bp.route("/<event:event>/manage/cohosts/<int:host_id>/texts", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def cohost_texts(event: Event, host_id: int) -> ResponseReturnValue:
    """Write a host's text in each language; show its logos and its place in the order."""
    host = own_host(host_id)
    form = HostTextsForm.of(HostChange.of(host))

    def save() -> None:
        change = form.change(db.session(), event, HostChange.of(host))
        seen, now = form.looked_at(), clock.now()
        directory.change_host(db.session(), host, change, seen=seen, by=actor(), now=now)

    if form.validate_on_submit() and saved(form, save):
        return redirect(url_for(".cohost_texts", event=event, host_id=host_id), 303)
    host = own_host(host_id)
    return page(
        "backoffice/cohosts/texts.html",
        422 if form.is_submitted() else 200,
        event=event,
        host=host,
        form=form,
        level=HOST_LEVELS[host.level],
        missing=missing_languages(host),
    )


def _desk(host: Host, record_id: int) -> Desk:
    for desk in people.desks_of(db.session(), host.organisation):
        if desk.id == record_id:
            return desk
    raise NotFound(Sentence("This information desk does not exist."))


@bp.route(
    "/<event:event>/manage/cohosts/<int:host_id>/desks/<int:record_id>", methods=["GET", "POST"]
)
@open_to(Audience.MEMBER, *ACTING)
def cohost_desk(event: Event, host_id: int, record_id: int) -> ResponseReturnValue:
    """Edit a host's information desk: what it offers, who is there, where and when."""
    host = own_host(host_id)
    desk = _desk(host, record_id)
    held = DeskChange.of(desk)
    form = OwnDeskForm.of(held)
    known = people.persons_of(db.session(), host.organisation)
    form.own_names = {person.full_name for person in known} | {name for name, *_ in held.experts}

    def save() -> None:
        change = form.change(db.session(), event, DeskChange.of(desk))
        seen, now = form.looked_at(), clock.now()
        directory.change_desk(db.session(), desk, change, seen=seen, by=actor(), now=now)

    if form.validate_on_submit() and saved(form, save):
        return redirect(url_for(".cohost", event=event, host_id=host_id), 303)
    return page(
        "backoffice/cohosts/desk.html",
        422 if form.is_submitted() else 200,
        event=event,
        host=own_host(host_id),
        desk=_desk(own_host(host_id), record_id),
        files=materials_at(db.session(), desk),
        form=form,
    )
