"""The answer to an invitation to contribute: yes or no, and who gives it."""

from typing import Any

from wtforms import BooleanField, EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress
from eventapp.i18n import gettext, render
from eventapp.i18n import lazy_gettext as _
from eventapp.speakers.models import AnsweredAs
from eventapp.speakers.queries.visitors import Visitor
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.web.forms import LINE, TEXT, AtMost, Form

YES, NO = "yes", "no"


class SpeakingAnswerForm(Form):
    """Yes or no; who answers; a reason and somebody else, if it is a no."""

    on_page = ("answer", "reason", "proposal", "answered_as", "assistant_name", "assistant_email")
    answer = RadioField(_("Your answer"), [InputRequired()], choices=[])
    reason = TextAreaField(_("Reason"), [Optional(), AtMost(1000)], filters=TEXT)
    proposal = StringField(_("Who could contribute instead?"), [Optional(), AtMost(300)], LINE)
    answered_as = RadioField(_("Who answers?"), [InputRequired()], choices=[])
    assistant_name = StringField(_("Your name"), [Optional(), AtMost(160)], filters=LINE)
    assistant_email = EmailField(_("Your e-mail address"), [Optional(), AtMost(254)], filters=LINE)
    copies = BooleanField(_("Copy to the person"), default=True)

    @classmethod
    def of(cls, visitor: Visitor, accepted: bool | None) -> "SpeakingAnswerForm":  # noqa: FBT001
        """Return the form for who came, with the answer that was given already."""
        contributor, person = visitor.contributor, visitor.contributor.person
        known = {True: YES, False: NO}.get(accepted) if accepted is not None else None
        form = cls(
            data={
                "answer": known,
                "reason": contributor.decline_reason,
                "proposal": contributor.decline_proposal,
                "answered_as": visitor.acts_as.value,
                "assistant_name": person.assistant_name,
                "assistant_email": person.assistant_email,
                "copies": contributor.copies,
            }
        )
        name = person.full_name
        form.answer.choices = [
            (YES, gettext("Yes, %(name)s accepts", name=name)),
            (NO, gettext("No, %(name)s declines", name=name)),
        ]
        form.answered_as.choices = [
            (AnsweredAs.SELF.value, name),
            (AnsweredAs.ASSISTANT.value, gettext("I answer for %(name)s", name=name)),
        ]
        form.copies.label.text = gettext("%(name)s receives a copy", name=name)
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; who answers for somebody says who they are."""
        fine = bool(super().validate(extra_validators))
        if self.answered_as.data != AnsweredAs.ASSISTANT.value:
            return fine
        if not self.assistant_name.data:
            self.assistant_name.errors = [gettext("Please enter your name.")]
            fine = False
        try:
            checked(self.assistant_email.data or "")
        except BadAddress as refusal:
            self.assistant_email.errors = [render(refusal.sentence)]
            fine = False
        return fine

    def change(self, visitor: Visitor) -> SpeakingAnswerChange:
        """Return the answer."""
        assistant = self.answered_as.data == AnsweredAs.ASSISTANT.value
        return SpeakingAnswerChange(
            accepts=self.answer.data == YES,
            answered_as=AnsweredAs.ASSISTANT if assistant else AnsweredAs.SELF,
            name=self.assistant_name.data if assistant else "",
            email=self.assistant_email.data if assistant else "",
            copies=self.copies.data,
            reason=self.reason.data or "",
            proposal=self.proposal.data or "",
            by_own_link=visitor.may_consent,
        )
