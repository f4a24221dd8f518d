"""A contributor's portrait: chosen, cropped, described, removed; and own files, shown to them."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.speakers import visitor
from eventapp.composition import settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.pictures import PortraitForm
from eventapp.forms.saving import saved
from eventapp.i18n import gettext as _
from eventapp.media import services as media
from eventapp.media.errors import NoSuchFile
from eventapp.people.services import PersonChange
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.website.actor import contributor_actor
from eventapp.website.blueprint import bp
from eventapp.website.speaking_steps import home_again, own_person
from eventapp.website.stored_files import answer_with
from eventapp.workflows import directory


@bp.route("/<event:event>/speaking/portrait", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
def speaking_portrait(event: Event) -> ResponseReturnValue:
    """Show the portrait, and take another one."""
    form = PortraitForm.of(PersonChange.of(own_person()))
    if form.validate_on_submit() and saved(form, lambda: _save(event, form)):
        return home_again(event)
    return page(
        "website/speaking/portrait.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        visitor=visitor(),
        person=own_person(),
    )


def _save(event: Event, form: PortraitForm) -> None:
    session, by, now = db.session(), contributor_actor(visitor()), clock.now()
    read = form.read_file(session)
    if read is not None:
        folder = settings().media_dir
        form.stored = media.store(session, folder, read, event.id, by=by.label, now=now)
    person = own_person()
    change = form.change(session, event, PersonChange.of(person))
    directory.change_person(session, person, change, seen=form.looked_at(), by=by, now=now)


@bp.post("/<event:event>/speaking/portrait/delete")
@open_to(Audience.SPEAKER)
def delete_speaking_portrait(event: Event) -> ResponseReturnValue:
    """Remove the portrait everywhere, at once."""
    by, session = contributor_actor(visitor()), db.session()
    directory.remove_portrait(session, own_person(), by=by, now=clock.now())
    session.commit()
    flash(_("The picture has been removed."))
    return redirect(url_for("website.speaking_portrait", event=event), 303)


@bp.get("/<event:event>/speaking/portrait/picture")
@open_to(Audience.SPEAKER)
def own_portrait(event: Event) -> ResponseReturnValue:  # noqa: ARG001  (the audience reads it)
    """Hand the portrait to whose pages these are, public or not."""
    stored = own_person().portrait
    if stored is None:
        raise NoSuchFile
    return answer_with(stored)
