"""Files of a session or an information desk, and who may read them since when."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import g
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import DateTimeLocalField, FormField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.agenda.models import AgendaSession
from eventapp.composition import settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.forms.languages import known_languages, languages_field, ticked
from eventapp.forms.persons import CLOCK
from eventapp.forms.pictures import read_upload
from eventapp.forms.records import Line3, text_of
from eventapp.i18n import lazy_gettext as _
from eventapp.journal.services import Actor
from eventapp.media import services as media
from eventapp.media.models import StoredFile
from eventapp.media.purposes import MEGABYTE, MOST_BYTES, FilePurpose
from eventapp.moments import on_clock, shown_on_clock
from eventapp.people.models import Desk, Person
from eventapp.speakers.errors import NoFileChosen
from eventapp.speakers.models import Material, Visibility
from eventapp.speakers.services.materials import (
    MaterialChange,
    add_material,
    add_version,
    change_material,
)
from eventapp.web.forms import Needed

MOST_BODY = MOST_BYTES[FilePurpose.MATERIAL] + 8 * MEGABYTE
"""Bytes of a request with a material: of one that is a little too large the form says so."""
DOCUMENTS = ".pdf,.pptx,.odp"
VISIBILITIES = {
    Visibility.EVERYBODY: _("Everybody"),
    Visibility.AFTER_SESSION: _("Everybody, after the session"),
    Visibility.INTERNAL: _("Only the organising team"),
}
DESK_VISIBILITIES = {
    Visibility.EVERYBODY: _("Everybody"),
    Visibility.INTERNAL: _("Only the people of the desk and the organising team"),
}
"""No session ends at an information desk."""


class MaterialForm(ChangeForm):
    """A file, and who may read it since when."""

    shows = ("title", "languages", "visibility", "public_from")
    beside = ("session",)
    visibilities = VISIBILITIES
    session = SelectField(_("Session"), [Optional()], choices=[])
    file = FileField(
        _("File"),
        description=_(
            "PDF, PowerPoint (PPTX) or OpenDocument (ODP), at most %(most)s MB.",
            most=MOST_BYTES[FilePurpose.MATERIAL] // MEGABYTE,
        ),
        render_kw={"accept": DOCUMENTS},
    )
    title = FormField(
        Line3, _("Title"), description=_("If it stays empty, the file’s name is shown.")
    )
    languages = languages_field(_("Written in"))
    visibility = RadioField(_("Who may read it?"), choices=[])
    public_from = DateTimeLocalField(
        _("Not before"),
        [Optional()],
        format=CLOCK,
        description=_("Until then only you and the organising team see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = known_languages()
        self.visibility.validators = [Needed()]
        self.visibility.choices = [
            SelectChoice(visibility.value, str(label))
            for visibility, label in self.visibilities.items()
        ]

    def ask_for_file(self) -> None:
        """Say that a file belongs to it, as to everything new."""
        self.file.flags.required = True

    def offer(self, items: Sequence[AgendaSession]) -> None:
        """Let the file be given to one of these sessions."""
        self.session.choices = [
            SelectChoice(item.public_id, i18n.render(item.title)) for item in items
        ]

    @classmethod
    def shown(cls, held: MaterialChange) -> dict[str, object]:
        """Return what the fields show, the moment on the event's clock."""
        moment = shown_on_clock(held.public_from, g.event.tzinfo)
        return {**super().shown(held), "public_from": moment}

    def change(self, _session: Session, event: Event, held: MaterialChange) -> MaterialChange:
        """Return the material as it is meant to stand."""
        return replace(
            held,
            title=text_of(self.title),
            languages=ticked(held.languages, self.languages),
            visibility=Visibility(self.visibility.data),
            public_from=on_clock(self.public_from.data, event.tzinfo, held=held.public_from),
        )


class DeskMaterialForm(MaterialForm):
    """A file of an information desk, and who may read it since when."""

    visibilities = DESK_VISIBILITIES


def add_by_form(
    event: Event,
    form: MaterialForm,
    find: Callable[[], AgendaSession | Desk],
    *,
    person: Person | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Add the chosen file to the session or desk that `find` returns, asked once it is read.

    What the session has written is committed before. Raises NoFileChosen, FileRefused,
    TooManyMaterials.
    """
    stored = _stored_file_of(event, form, by=by, now=now)
    if stored is None:
        raise NoFileChosen
    change = form.change(db.session(), event, MaterialChange())
    add_material(db.session(), find(), change, stored, person=person, by=by, now=now)


def change_by_form(
    event: Event, form: MaterialForm, material: Material, *, by: Actor, now: datetime
) -> None:
    """Write what is new of a material, and let the chosen file stand in its place, if one was.

    What the session has written is committed before. Raises FileRefused, ChangedByBoth.
    """
    session = db.session()
    stored = _stored_file_of(event, form, by=by, now=now)
    change = form.change(session, event, MaterialChange.of(material))
    change_material(session, material, change, seen=form.looked_at(), by=by, now=now)
    if stored is not None:
        add_version(session, material, stored, by=by, now=now)


def _stored_file_of(
    event: Event, form: MaterialForm, *, by: Actor, now: datetime
) -> StoredFile | None:
    """Return the file that was chosen, judged while nobody waits and stored; None: none was."""
    session = db.session()
    read = read_upload(session, form.file, FilePurpose.MATERIAL)
    if read is None:
        return None
    return media.store(session, settings().media_dir, read, event.id, by=by.label, now=now)
