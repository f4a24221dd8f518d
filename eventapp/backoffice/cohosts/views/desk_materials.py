"""The files of an information desk: its host's representatives manage them, as organisers do."""

from functools import partial

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.own import ACTING, own_hosts
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.materials import (
    DESK_VISIBILITIES,
    MOST_BODY,
    DeskMaterialForm,
    add_by_form,
    change_by_form,
)
from eventapp.i18n import gettext as _
from eventapp.people.models import Desk
from eventapp.speakers.models import Material, Visibility
from eventapp.speakers.queries.materials import material as material_of
from eventapp.speakers.queries.materials import materials_at
from eventapp.speakers.services.materials import MaterialChange, remove_material
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.limits import limited
from eventapp.web.pages import page
from eventapp.web.security import body_up_to
from eventapp.workflows import records

ROUTE = "/<event:event>/manage/information-desks/<int:record_id>/materials"


@bp.route(ROUTE, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
@body_up_to(MOST_BODY)
@limited("60 per hour")
def desk_materials(event: Event, record_id: int) -> ResponseReturnValue:
    """Show the files of an information desk, and take another one."""
    desk = _desk(event, record_id)
    form = DeskMaterialForm.of(MaterialChange(visibility=Visibility.EVERYBODY))
    del form.session
    form.ask_for_file()
    if form.validate_on_submit() and saved(form, lambda: _add(event, record_id, form)):
        return _back(event, record_id)
    return page(
        "backoffice/cohosts/desk_materials.html",
        422 if form.is_submitted() else 200,
        event=event,
        desk=desk,
        form=form,
        materials=materials_at(db.session(), desk),
        link=partial(_link, event),
        back=_desk_page(event, desk),
        VISIBILITIES=DESK_VISIBILITIES,
    )


def _add(event: Event, record_id: int, form: DeskMaterialForm) -> None:
    add_by_form(event, form, lambda: _desk(event, record_id), by=actor(), now=clock.now())


def _link(event: Event, material: Material) -> str:
    desk_id, material_id = material.desk_id, material.public_id
    return url_for(".desk_material", event=event, record_id=desk_id, material_id=material_id)


@bp.route(f"{ROUTE}/<material_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
@body_up_to(MOST_BODY)
@limited("60 per hour")
def desk_material(event: Event, record_id: int, material_id: str) -> ResponseReturnValue:
    """Show one file with its versions; take a newer version, and say who may read it."""
    material = _material(event, record_id, material_id)
    form = DeskMaterialForm.of(MaterialChange.of(material))
    del form.session
    if form.validate_on_submit() and saved(form, lambda: _change(event, material, form)):
        return _back(event, record_id)
    if form.is_submitted():  # what was read was forgotten with the change that was not saved
        material = _material(event, record_id, material_id)
    return page(
        "backoffice/cohosts/desk_material.html",
        422 if form.is_submitted() else 200,
        event=event,
        desk=material.desk,
        form=form,
        material=material,
        removal=url_for(
            ".delete_desk_material", event=event, record_id=record_id, material_id=material_id
        ),
    )


def _change(event: Event, material: Material, form: DeskMaterialForm) -> None:
    change_by_form(event, form, material, by=actor(), now=clock.now())


@bp.post(f"{ROUTE}/<material_id>/delete")
@open_to(Audience.MEMBER, *ACTING)
def delete_desk_material(event: Event, record_id: int, material_id: str) -> ResponseReturnValue:
    """Remove a file with all its versions, from the public pages at once."""
    material = _material(event, record_id, material_id)
    remove_material(db.session(), material, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The file has been removed."))
    return _back(event, record_id)


def _desk(event: Event, record_id: int) -> Desk:
    """Return a desk the member acts for; for everybody else there is none."""
    desk: Desk | None = records.find(db.session(), event, Desk, record_id)
    own = desk is not None and access.member().acts_for.includes(desk.organisation_id)
    return desk if desk is not None and own else abort(404)


def _material(event: Event, record_id: int, material_id: str) -> Material:
    desk = _desk(event, record_id)
    material = material_of(db.session(), event, material_id) or abort(404)
    return material if material.desk_id == desk.id else abort(404)


def _desk_page(event: Event, desk: Desk) -> str:
    """Return where the member edits the desk: a representative as its host's."""
    own = (host for host in own_hosts(event) if host.organisation_id == desk.organisation_id)
    host = next(own, None)
    if host is not None:
        return url_for(".cohost_desk", event=event, host_id=host.id, record_id=desk.id)
    return url_for(".edit_record", event=event, key="information-desks", record_id=desk.id)


def _back(event: Event, record_id: int) -> ResponseReturnValue:
    return redirect(url_for(".desk_materials", event=event, record_id=record_id), 303)
