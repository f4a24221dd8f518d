"""The materials of a session, as the organisers see and manage them, whoever gave them."""

from functools import partial

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.forms.materials import (
    MOST_BODY,
    VISIBILITIES,
    MaterialForm,
    add_by_form,
    change_by_form,
)
from eventapp.forms.saving import saved
from eventapp.i18n import gettext as _
from eventapp.speakers.models import Material
from eventapp.speakers.queries.materials import material as material_of
from eventapp.speakers.queries.materials import materials_of
from eventapp.speakers.services.materials import MaterialChange, remove_material
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.web.security import body_up_to

ROUTE = "/<event:event>/manage/agenda/<public_id>/materials"


@bp.route(ROUTE, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
@body_up_to(MOST_BODY)
def session_materials(event: Event, public_id: str) -> ResponseReturnValue:
    """Show the files of a session, and take another one."""
    item = _session(event, public_id)
    form = MaterialForm.of(MaterialChange())
    del form.session
    form.ask_for_file()
    if form.validate_on_submit() and saved(form, lambda: _add(event, public_id, form)):
        return _back(event, public_id)
    return page(
        "backoffice/agenda/session_materials.html",
        422 if form.is_submitted() else 200,
        event=event,
        item=item,
        form=form,
        cast=queries.roles_of(db.session(), [item]).get(item.id, []),
        materials=materials_of(db.session(), [item.id]).get(item.id, []),
        link=partial(_link, event, item),
        VISIBILITIES=VISIBILITIES,
    )


def _link(event: Event, item: AgendaSession, material: Material) -> str:
    public_id, material_id = item.public_id, material.public_id
    return url_for(".session_material", event=event, public_id=public_id, material_id=material_id)


def _add(event: Event, public_id: str, form: MaterialForm) -> None:
    add_by_form(event, form, lambda: _session(event, public_id), by=actor(), now=clock.now())


@bp.route(f"{ROUTE}/<material_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
@body_up_to(MOST_BODY)
def session_material(event: Event, public_id: str, material_id: str) -> ResponseReturnValue:
    """Show one file with its versions; take a newer version, and say who may read it."""
    material = _material(event, public_id, material_id)
    form = MaterialForm.of(MaterialChange.of(material))
    del form.session
    if form.validate_on_submit() and saved(form, lambda: _change(event, material, form)):
        return _back(event, public_id)
    if form.is_submitted():  # what was read was forgotten with the change that was not saved
        material = _material(event, public_id, material_id)
    return page(
        "backoffice/agenda/session_material.html",
        422 if form.is_submitted() else 200,
        event=event,
        item=material.session,
        form=form,
        material=material,
        removal=url_for(
            ".delete_session_material",
            event=event,
            public_id=public_id,
            material_id=material_id,
        ),
    )


def _change(event: Event, material: Material, form: MaterialForm) -> None:
    change_by_form(event, form, material, by=actor(), now=clock.now())


@bp.post(f"{ROUTE}/<material_id>/delete")
@open_to(Audience.MEMBER, *EDITORS)
def delete_session_material(event: Event, public_id: str, material_id: str) -> ResponseReturnValue:
    """Remove a file with all its versions, from the public pages at once."""
    material = _material(event, public_id, material_id)
    remove_material(db.session(), material, by=actor(), now=clock.now())
    db.session().commit()
    flash(_("The file has been removed."))
    return _back(event, public_id)


def _session(event: Event, public_id: str) -> AgendaSession:
    return queries.draft_session(db.session(), event, public_id) or abort(404)


def _material(event: Event, public_id: str, material_id: str) -> Material:
    material = material_of(db.session(), event, material_id) or abort(404)
    item = material.session
    return material if item is not None and item.public_id == public_id else abort(404)


def _back(event: Event, public_id: str) -> ResponseReturnValue:
    return redirect(url_for(".session_materials", event=event, public_id=public_id), 303)
