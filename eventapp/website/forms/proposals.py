"""What somebody writes who proposes a session: drafts need an address alone."""

from dataclasses import replace
from typing import Any, Self

from flask import request
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    FieldList,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp import i18n
from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress
from eventapp.agenda.models import SessionKind
from eventapp.agenda.render import KINDS
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.languages import known_languages, languages_field, ticked
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.media.errors import Fault, FileRefused
from eventapp.media.purposes import MEGABYTE
from eventapp.speakers.models import CallForProposals
from eventapp.speakers.services.proposal_files import MOST_FILE_BYTES
from eventapp.speakers.services.proposals import CoAuthor, ProposalChange
from eventapp.web.forms import LINE, TEXT, AtMost, Form, InnerMeta, LineField, Needed

DRAFT = "draft"
"""What the button sends that keeps a draft."""
MOST_AUTHORS = 4
DOCUMENTS = ".pdf,.pptx,.odp"


def keeps_draft() -> bool:
    """Say whether the form was sent to be kept, not to be handed in."""
    return request.form.get("act") == DRAFT


class _ToHandIn(Needed):
    """The field must be filled before the proposal is handed in; a draft may lack it."""

    def __call__(self, form: Any, field: Any) -> None:
        """Stop where nothing is given; in a draft that is no fault."""
        if not keeps_draft():
            super().__call__(form, field)
        elif not field.data:
            Optional()(form, field)


class CoAuthorForm(PlainForm):
    """Somebody who would contribute, too."""

    Meta = InnerMeta
    given_name = StringField(_("Given name"), [AtMost(80)], filters=LINE)
    family_name = StringField(_("Family name"), [AtMost(80)], filters=LINE)
    organisation = StringField(_("Organisation"), [AtMost(200)], filters=LINE)


class ProposalForm(ChangeForm):
    """A proposal: what it is about, and who would contribute."""

    headline = LineField(_("Title of the session"), [_ToHandIn()], most=200)
    abstract = TextAreaField(
        _("Abstract"), [_ToHandIn(), AtMost(5000)], filters=TEXT, render_kw={"rows": 8}
    )
    kind = SelectField(_("Kind of session"), [Needed()], choices=[])
    languages = languages_field(_("Languages that can be spoken"))
    title = LineField(
        _("Academic title"), [Optional()], most=60, render_kw={"autocomplete": "honorific-prefix"}
    )
    given_name = LineField(
        _("Given name"), [Optional()], most=80, render_kw={"autocomplete": "given-name"}
    )
    family_name = LineField(
        _("Family name"), [_ToHandIn()], most=80, render_kw={"autocomplete": "family-name"}
    )
    organisation = LineField(
        _("Organisation"), [Optional()], most=200, render_kw={"autocomplete": "organization"}
    )
    email = EmailField(
        _("E-mail address"),
        [Needed(), AtMost(254)],
        filters=LINE,
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    language = SelectField(_("Language of the proposal and of our e-mails"), [Needed()], choices=[])
    co_authors = FieldList(FormField(CoAuthorForm), _("Who else contributes"), max_entries=12)
    remark = TextAreaField(_("Note to the organisers"), [Optional(), AtMost(2000)], filters=TEXT)
    agrees = BooleanField(
        _("If the session is accepted, my name and organisation may appear in the programme.")
    )

    @classmethod
    def of_call(cls, call: CallForProposals, held: ProposalChange | None) -> Self:
        """Return the form with the kinds that the call asks for, and one that was chosen before."""
        form = cls.of(held) if held else cls(language=i18n.language(), languages=[i18n.language()])
        kinds = list(dict.fromkeys([*call.kinds, *([held.kind.value] if held else [])]))
        form.kind.choices = [SelectChoice(kind, i18n.render(KINDS[kind])) for kind in kinds]
        form.language.choices = known_languages()
        form.languages.choices = known_languages()
        while len(form.co_authors) < MOST_AUTHORS:
            form.co_authors.append_entry()
        return form

    @classmethod
    def shown(cls, held: ProposalChange) -> dict[str, object]:
        """Return what the fields show of a proposal."""
        authors = [
            {
                "given_name": author.given_name,
                "family_name": author.family_name,
                "organisation": author.organisation,
            }
            for author in held.co_authors
        ]
        return {**super().shown(held), "languages": list(held.languages), "co_authors": authors}

    def validate_email(self, field: Field) -> None:
        """Refuse what no e-mail can reach, in our words."""
        try:
            field.data = checked(field.data or "")
        except BadAddress as refusal:
            raise ValidationError(i18n.render(refusal.sentence)) from refusal

    def change(self, _session: Session, _event: Event, held: ProposalChange) -> ProposalChange:
        """Return the proposal as it is meant to stand; its address is written once."""
        spoken = ticked(held.languages, self.languages)
        return replace(
            held,
            headline=self.headline.data or "",
            abstract=self.abstract.data or "",
            kind=SessionKind(self.kind.data),
            language=self.language.data,
            languages=tuple(code for code in spoken if code in LANGUAGES),
            title=self.title.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            organisation=self.organisation.data or "",
            email=held.email or self.email.data,
            remark=self.remark.data or "",
            agrees=bool(self.agrees.data),
            co_authors=tuple(self._authors()),
        )

    def _authors(self) -> list[CoAuthor]:
        """Return who else was named; a row without a family name is nobody."""
        rows = (row.form for row in self.co_authors)
        return [
            CoAuthor(
                given_name=row.given_name.data or "",
                family_name=row.family_name.data,
                organisation=row.organisation.data or "",
            )
            for row in rows
            if row.family_name.data
        ]


class NewProposalForm(ProposalForm):
    """A proposal with its first document, from somebody whom nothing is known of."""

    beside = ("homepage", "file")
    homepage = StringField(
        _("Please leave this field empty"),
        filters=LINE,
        render_kw={"autocomplete": "off", "tabindex": "-1"},
    )
    """Nobody sees it; programs that fill in every form do."""
    file = FileField(_("File"), render_kw={"accept": DOCUMENTS})

    def validate_homepage(self, field: Field) -> None:
        """Refuse what a program fills in; whoever is a person can see the field then."""
        if field.data:
            raise ValidationError(gettext("This field is here to stop spam. Please empty it."))


class ProposalFileForm(Form):
    """A document that explains the proposal."""

    file = FileField(_("File"), render_kw={"accept": DOCUMENTS})


def check_size(field: FileField) -> None:
    """Refuse a file that is larger than the files of proposals may be."""
    if not field.data:
        return
    stream = field.data.stream
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > MOST_FILE_BYTES:
        raise FileRefused(Fault.TOO_LARGE, most=MOST_FILE_BYTES // MEGABYTE)
