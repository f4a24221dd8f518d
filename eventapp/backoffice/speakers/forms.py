"""What organisers write to contributors, and note about them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from eventapp import i18n
from eventapp.backoffice.speakers.words import ADDRESSEES
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.forms.changing import ChangeForm
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.speakers.models import AnsweredAs, Contributor
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.speakers.services.details import ContributorChange
from eventapp.speakers.services.invitations import SpeakingInvitationChange
from eventapp.speakers.services.posting import Addressee, usual
from eventapp.web.forms import LINE, TEXT, AtMost, Form

OWN = ""
"""Choice of a language: to each in their own."""


class SpeakingInvitationForm(Form):
    """An invitation to one person or to several."""

    language = SelectField(_("Language of the e-mail"), [Optional()], choices=[])
    to = RadioField(_("To whom"), [InputRequired()], choices=[])
    answer_by = DateField(_("Answer by"), [Optional()])
    details_by = DateField(_("Details by"), [Optional()])
    message = TextAreaField(_("Personal text"), [Optional(), AtMost(2000)], filters=TEXT)

    @classmethod
    def of(cls, those: Sequence[Contributor]) -> "SpeakingInvitationForm":
        """Return the form for these people, with what was said to a single one before."""
        single = those[0] if len(those) == 1 else None
        shown: dict[str, object] = {"to": Addressee.BOTH.value, "language": OWN}
        if single is not None:
            shown = {
                "language": single.language,
                "to": usual(single).value,
                "answer_by": single.answer_by,
                "details_by": single.details_by,
                "message": single.message,
            }
        form = cls(data=shown)
        each = [] if single is not None else [(OWN, i18n.gettext("to each in their own language"))]
        form.language.choices = [*each, *((code, i18n.NAMES[code]) for code in LANGUAGES)]
        form.to.choices = [(to.value, i18n.render(words)) for to, words in ADDRESSEES.items()]
        return form

    def change(self, contributor: Contributor, signed_by: str) -> SpeakingInvitationChange:
        """Return the invitation of one of them."""
        return SpeakingInvitationChange(
            language=self.language.data or contributor.language,
            to=self._addressee(contributor),
            answer_by=self.answer_by.data,
            details_by=self.details_by.data,
            message=self.message.data or "",
            invited_by=signed_by,
        )

    def _addressee(self, contributor: Contributor) -> Addressee:
        """Return whom it reaches: where one of the two has no address, the other reads it."""
        to, person = Addressee(self.to.data), contributor.person
        if not person.assistant_email:
            return Addressee.SPEAKER
        return to if person.email else Addressee.ASSISTANT


class SpeakingReminderForm(Form):
    """A sentence of one's own beside what is missing."""

    message = TextAreaField(_("Personal text"), [Optional(), AtMost(2000)], filters=TEXT)


class ContributorForm(ChangeForm):
    """What the organisers keep about a contributor."""

    language = SelectField(
        _("Language of e-mails"),
        [InputRequired()],
        choices=[(code, language.name) for code, language in LANGUAGES.items()],
    )
    answer_by = DateField(_("Answer by"), [Optional()])
    details_by = DateField(_("Details by"), [Optional()])
    team_note = TextAreaField(_("Note for the team"), [Optional(), AtMost(2000)], filters=TEXT)

    def change(
        self, _session: Session, _event: Event, held: ContributorChange
    ) -> ContributorChange:
        """Return what is meant to stand."""
        return replace(
            held,
            language=self.language.data,
            answer_by=self.answer_by.data,
            details_by=self.details_by.data,
            team_note=self.team_note.data or "",
        )


class NotedAnswerForm(Form):
    """An answer that the organisers were told, on the telephone for example."""

    answer = RadioField(
        _("Answer"),
        [InputRequired()],
        choices=[("yes", _("has accepted")), ("no", _("has declined"))],
    )
    reason = StringField(_("Reason"), [Optional(), AtMost(1000)], filters=LINE)

    def change(self, name: str) -> SpeakingAnswerChange:
        """Return the answer, noted by the member of the team of that name."""
        return SpeakingAnswerChange(
            accepts=self.answer.data == "yes",
            answered_as=AnsweredAs.ORGANISER,
            name=name,
            reason=self.reason.data or "",
        )


NOBODY = Sentence("Nobody is selected. Tick the people you mean, then try again.")
