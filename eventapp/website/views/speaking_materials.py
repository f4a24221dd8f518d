"""A contributor's files: added to own sessions, replaced by newer versions, described, removed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda.models import AgendaSession
from eventapp.audiences.speakers import visitor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.materials import (
    MOST_BODY,
    VISIBILITIES,
    MaterialForm,
    add_by_form,
    change_by_form,
)
from eventapp.forms.saving import saved
from eventapp.i18n import gettext as _
from eventapp.media.errors import NoSuchFile
from eventapp.speakers.errors import NoSuchMaterial
from eventapp.speakers.models import Material
from eventapp.speakers.queries.materials import materials_given_by
from eventapp.speakers.services.materials import MaterialChange, remove_material
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.web.security import body_up_to
from eventapp.website.actor import contributor_actor
from eventapp.website.blueprint import bp
from eventapp.website.speaking_steps import own_contributor, own_person, own_sessions
from eventapp.website.stored_files import answer_with

ROUTE = "/<event:event>/speaking/files"


@bp.route(ROUTE, methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
@body_up_to(MOST_BODY)
@limited("60 per hour")
def speaking_files(event: Event) -> ResponseReturnValue:
    """Show the person's files, and take another one."""
    form, items = MaterialForm.of(MaterialChange()), own_sessions()
    form.offer(items)
    form.ask_for_file()
    if form.validate_on_submit() and saved(form, lambda: _add(event, form)):
        return _back(event)
    return page(
        "website/speaking/files.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        items=items,
        materials=materials_given_by(db.session(), own_person()),
        visitor=visitor(),
        person=own_person(),
        contributor=own_contributor(),
        VISIBILITIES=VISIBILITIES,
    )


def _add(event: Event, form: MaterialForm) -> None:
    def chosen() -> AgendaSession:
        return next(item for item in own_sessions() if item.public_id == form.session.data)

    by, person = contributor_actor(visitor()), own_person()
    add_by_form(event, form, chosen, person=person, by=by, now=clock.now())


@bp.route(f"{ROUTE}/<public_id>", methods=["GET", "POST"])
@open_to(Audience.SPEAKER)
@body_up_to(MOST_BODY)
@limited("60 per hour")
def speaking_file(event: Event, public_id: str) -> ResponseReturnValue:
    """Show one file with its versions; take a newer version, and say who may read it."""
    material = _own(public_id)
    form = MaterialForm.of(MaterialChange.of(material))
    del form.session
    if form.validate_on_submit() and saved(form, lambda: _change(event, material, form)):
        return _back(event)
    return page(
        "website/speaking/file.html",
        422 if form.is_submitted() else 200,
        event=event,
        form=form,
        material=material,
        visitor=visitor(),
        person=own_person(),
    )


def _change(event: Event, material: Material, form: MaterialForm) -> None:
    change_by_form(event, form, material, by=contributor_actor(visitor()), now=clock.now())


@bp.post(f"{ROUTE}/<public_id>/delete")
@open_to(Audience.SPEAKER)
def delete_speaking_file(event: Event, public_id: str) -> ResponseReturnValue:
    """Remove a file with all its versions, from the public pages at once."""
    by = contributor_actor(visitor())
    remove_material(db.session(), _own(public_id), by=by, now=clock.now())
    db.session().commit()
    flash(_("The file has been removed."))
    return _back(event)


@bp.get(f"{ROUTE}/<public_id>/version/<int:number>")
@open_to(Audience.SPEAKER)
def own_file(event: Event, public_id: str, number: int) -> ResponseReturnValue:  # noqa: ARG001
    """Hand a version of a file to whose it is, public or not."""
    versions = {version.number: version for version in _own(public_id).versions}
    if number not in versions:
        raise NoSuchFile
    return answer_with(versions[number].file)


def _own(public_id: str) -> Material:
    """Return one of the person's own files; any other there might be is not there."""
    materials = materials_given_by(db.session(), own_person())
    own = next((each for each in materials if each.public_id == public_id), None)
    if own is None:
        raise NoSuchMaterial
    return own


def _back(event: Event) -> ResponseReturnValue:
    return redirect(url_for("website.speaking_files", event=event), 303)
