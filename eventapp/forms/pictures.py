"""What organisers, and people themselves, upload to be seen by: portraits and logos."""

from dataclasses import replace
from typing import Any

from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import Line3, text_of
from eventapp.i18n import lazy_gettext as _
from eventapp.media.looks import Crop
from eventapp.media.models import StoredFile
from eventapp.media.purposes import MEGABYTE, MOST_BYTES, FilePurpose
from eventapp.media.reading import ReadFile, read
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.turns import nothing_held
from eventapp.web.forms import LINE, LineField

PICTURES = "image/jpeg,image/png,image/webp"
"""What browsers offer to choose; a telephone makes a JPEG of what it keeps otherwise."""


def _file(label: Any) -> FileField:
    """Return a field for a picture; whether it is one, its content alone says."""
    hint = _(
        "JPEG, PNG or WebP, at most %(most)s MB.", most=MOST_BYTES[FilePurpose.LOGO] // MEGABYTE
    )
    return FileField(label, description=hint, render_kw={"accept": PICTURES})


class PortraitForm(ChangeForm):
    """A person's portrait: the file, the part of it that is wanted, what it shows."""

    shows = ("portrait", "portrait_alt", "portrait_credit")
    beside = ("crop",)
    file = _file(_("Picture"))
    crop = HiddenField(filters=LINE)
    """The wanted part as fractions of the picture (`Crop.read`); empty: its middle."""
    portrait_alt = FormField(
        Line3,
        _("Image description"),
        description=_("Read aloud to people who cannot see the picture. Leave out “photo of”."),
    )
    portrait_credit = LineField(
        _("Photographer"),
        [Optional()],
        most=120,
        description=_(
            "Named in small print on the person’s page, if the photographer asks for it."
        ),
    )
    stored: StoredFile | None = None
    """The file, once it is stored."""

    def read_file(self, session: Session) -> ReadFile | None:
        """Return the chosen picture, read while nobody waits; None: none was chosen.

        What the session has written is committed before. Raises FileRefused.
        """
        crop = Crop.read(self.crop.data or "")
        return read_upload(session, self.file, FilePurpose.PORTRAIT, crop)

    def change(self, _session: Session, _event: Event, held: PersonChange) -> PersonChange:
        """Return the person with the portrait and its description."""
        return replace(
            held,
            portrait=self.stored or held.portrait,
            portrait_alt=text_of(self.portrait_alt),
            portrait_credit=self.portrait_credit.data or "",
        )


class LogosForm(ChangeForm):
    """An organisation's logo for light and dark grounds, and what it says."""

    shows = ("logo", "logo_dark", "logo_alt")
    file = _file(_("Logo"))
    file_dark = _file(_("Logo for dark backgrounds"))
    logo_alt = FormField(
        Line3,
        _("Image description"),
        description=_(
            "The text of the logo. If it stays empty, the organisation’s name is read aloud."
        ),
    )
    stored: StoredFile | None = None
    stored_dark: StoredFile | None = None

    def change(
        self, _session: Session, _event: Event, held: OrganisationChange
    ) -> OrganisationChange:
        """Return the organisation with its logos and their description."""
        return replace(
            held,
            logo=self.stored or held.logo,
            logo_dark=self.stored_dark or held.logo_dark,
            logo_alt=text_of(self.logo_alt),
        )


def read_upload(
    session: Session, field: FileField, purpose: FilePurpose, crop: Crop | None = None
) -> ReadFile | None:
    """Return the file that was chosen, read while nobody waits for the turn to write.

    What the session has written is committed before. None: none was chosen. Raises FileRefused.
    """
    if not field.data:
        return None
    content, name = field.data.read(), field.data.filename or ""
    with nothing_held(session):
        return read(content, name, purpose, crop)
