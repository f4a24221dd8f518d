"""A person's portrait and an organisation's logos: uploaded, described, removed."""

from typing import TypeVar

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.cohosts.own import ACTING
from eventapp.backoffice.member import actor
from eventapp.backoffice.saving import saved
from eventapp.composition import settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.forms.pictures import LogosForm, PortraitForm, read_upload
from eventapp.i18n import gettext as _
from eventapp.media import services as media
from eventapp.media.errors import FileRefused
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile
from eventapp.people.models import Organisation, Person
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.workflows import directory, records

PORTRAIT = "/<event:event>/manage/contributors/<int:record_id>/portrait"
LOGOS = "/<event:event>/manage/organisations/<int:record_id>/logos"
Of = TypeVar("Of", Person, Organisation)


def _record(event: Event, model: type[Of], record_id: int) -> Of:
    record: Of | None = records.find(db.session(), event, model, record_id)
    return record or abort(404)


def _own(event: Event, record_id: int) -> Organisation:
    """Return an organisation the member acts for; for everybody else there is none."""
    if not access.member().acts_for.includes(record_id):
        abort(404)
    return _record(event, Organisation, record_id)


def _store(event: Event, read: ReadFile | None) -> StoredFile | None:
    if read is None:
        return None
    by, now = actor(), clock.now()
    folder = settings().media_dir
    return media.store(db.session(), folder, read, event.id, by=by.label, now=now)


@bp.route(PORTRAIT, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def portrait(event: Event, record_id: int) -> ResponseReturnValue:
    """Show a person's portrait, and take another one."""
    person = _record(event, Person, record_id)
    form = PortraitForm.of(PersonChange.of(person))
    here = redirect(url_for(".portrait", event=event, record_id=record_id), 303)
    if form.validate_on_submit() and saved(form, lambda: _save_portrait(event, person, form)):
        return here
    return page(
        "backoffice/pictures/portrait.html",
        422 if form.is_submitted() else 200,
        event=event,
        person=person,
        form=form,
    )


def _save_portrait(event: Event, person: Person, form: PortraitForm) -> None:
    session = db.session()
    form.stored = _store(event, form.read_file(session))
    change = form.change(session, event, PersonChange.of(person))
    seen = form.looked_at()
    directory.change_person(session, person, change, seen=seen, by=actor(), now=clock.now())


@bp.post(f"{PORTRAIT}/delete")
@open_to(Audience.MEMBER, *EDITORS)
def delete_portrait(event: Event, record_id: int) -> ResponseReturnValue:
    """Remove a person's portrait everywhere, at once."""
    person, session = _record(event, Person, record_id), db.session()
    directory.remove_portrait(session, person, by=actor(), now=clock.now())
    session.commit()
    flash(_("The picture has been removed."))
    return redirect(url_for(".portrait", event=event, record_id=record_id), 303)


@bp.route(LOGOS, methods=["GET", "POST"])
@open_to(Audience.MEMBER, *ACTING)
def logos(event: Event, record_id: int) -> ResponseReturnValue:
    """Show an organisation's logos on both grounds, and take others."""
    organisation = _own(event, record_id)
    form = LogosForm.of(OrganisationChange.of(organisation))
    here = redirect(url_for(".logos", event=event, record_id=record_id), 303)
    if form.validate_on_submit() and saved(form, lambda: _save_logos(event, organisation, form)):
        return here
    return page(
        "backoffice/pictures/logos.html",
        422 if form.is_submitted() else 200,
        event=event,
        organisation=organisation,
        form=form,
    )


def _save_logos(event: Event, organisation: Organisation, form: LogosForm) -> None:
    session = db.session()
    logo = read_upload(session, form.file, FilePurpose.LOGO)
    try:
        dark = read_upload(session, form.file_dark, FilePurpose.LOGO)
    except FileRefused as refusal:
        refusal.field = "file_dark"
        raise
    form.stored, form.stored_dark = _store(event, logo), _store(event, dark)
    change = form.change(session, event, OrganisationChange.of(organisation))
    seen = form.looked_at()
    directory.change_organisation(
        session, organisation, change, seen=seen, by=actor(), now=clock.now()
    )


@bp.post(f"{LOGOS}/delete")
@open_to(Audience.MEMBER, *ACTING)
def delete_logo(event: Event, record_id: int) -> ResponseReturnValue:
    """Remove an organisation's logo everywhere, at once: for light or for dark grounds."""
    organisation, session = _own(event, record_id), db.session()
    dark = request.form.get("ground") == "dark"
    directory.remove_logo(session, organisation, dark=dark, by=actor(), now=clock.now())
    session.commit()
    flash(_("The picture has been removed."))
    return redirect(url_for(".logos", event=event, record_id=record_id), 303)
