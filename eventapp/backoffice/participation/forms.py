"""Forms of contributors' places: who takes over, and what becomes of what stood."""

from typing import Any

from wtforms import BooleanField, DateField, EmailField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from eventapp.errors import Sentence
from eventapp.i18n import lazy_gettext as _
from eventapp.i18n import render
from eventapp.registration.models import PlaceAfter
from eventapp.speakers.services.invitations import SpeakingInvitationChange
from eventapp.web.forms import LINE, TEXT, AtMost, Form, LineField

PLACES = {
    PlaceAfter.KEPT: Sentence(
        "Comes without contributing; the badge stays valid, without the role"
    ),
    PlaceAfter.CANCELLED: Sentence("Does not come; the registration is cancelled"),
}
AGREED = {
    "yes": Sentence("Has agreed and appears in the programme at once"),
    "invite": Sentence("Is invited by e-mail in five minutes; appears nowhere until confirmed"),
    "no": Sentence("Is asked later; appears nowhere until confirmed"),
}


def _choices(words: dict[Any, Sentence]) -> list[tuple[str, str]]:
    return [(str(key), render(sentence)) for key, sentence in words.items()]


class SubstituteForm(Form):
    """What an organiser says of a substitution beside who takes over."""

    agreed = RadioField(
        _("The successor"), [InputRequired()], choices=lambda: _choices(AGREED), default="yes"
    )
    email = EmailField(
        _("E-mail address of the successor"), [Optional(), AtMost(254)], filters=LINE
    )
    answer_by = DateField(_("Answer by"), [Optional()])
    message = TextAreaField(_("Personal text"), [Optional(), AtMost(2000)], filters=TEXT)
    basis_note = LineField(_("Why may this person be named in public?"), [Optional()], most=200)
    place = RadioField(
        _("What becomes of the place?"), [Optional()], choices=lambda: _choices(PLACES)
    )
    tell_booked = BooleanField(_("Whoever booked the session"), default=True)
    tell_others = BooleanField(_("Moderation, interpreters and technicians"), default=True)
    reason = LineField(_("Reason, for the team alone"), [Optional()], most=300)

    def invitation(self) -> SpeakingInvitationChange | None:
        """Return how the successor is to be asked; None: not with this act."""
        if self.agreed.data != "invite":
            return None
        return SpeakingInvitationChange(
            language="", answer_by=self.answer_by.data, message=self.message.data or ""
        )

    @property
    def place_after(self) -> PlaceAfter | None:
        """What was said of the place; None: nothing."""
        return PlaceAfter(self.place.data) if self.place.data in [*PlaceAfter] else None
