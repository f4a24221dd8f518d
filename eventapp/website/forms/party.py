"""What a participant types about somebody they register, and a visitor about a code."""

from collections.abc import Mapping
from typing import Any

from wtforms import EmailField, Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp import i18n
from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.registration.models import Bond, Registration
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.web.forms import LINE, AtMost, Form, LineField, Needed

BONDS = {
    Bond.COLLEAGUE: _("A colleague, who keeps the place if I cannot come"),
    Bond.PLUS_ONE: _("A companion, who comes only if I come"),
}


def _check_address(field: Field) -> None:
    """Refuse what no e-mail can reach, in our words."""
    if not field.data:
        return
    try:
        field.data = checked(field.data)
    except BadAddress as refusal:
        raise ValidationError(i18n.render(refusal.sentence)) from refusal


class MemberForm(Form):
    """Somebody whom a participant registers beside themselves."""

    bond = RadioField(_("Who comes with you"), [Needed()], choices=[])
    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Needed()], most=80)
    title = LineField(_("Title"), [Optional()], most=60)
    email = EmailField(_("Their e-mail address"), [Optional(), AtMost(254)], filters=LINE)
    language = SelectField(_("Language of e-mails"), [Needed()], choices=[])

    @classmethod
    def beside(cls, host: Registration, left: Mapping[Bond, int]) -> "MemberForm":
        """Return the form with the bonds the category of the participant still allows."""
        form = cls(language=host.language)
        form.language.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        form.bond.choices = [
            SelectChoice(bond.value, str(word)) for bond, word in BONDS.items() if left[bond]
        ]
        if len(form.bond.choices) == 1 and not form.bond.data:
            form.bond.data = form.bond.choices[0].value
        return form

    def validate_email(self, field: Field) -> None:
        """Refuse what no e-mail can reach."""
        _check_address(field)

    def details(self, host: Registration) -> RegistrationChange:
        """Return what was typed; organisation and country are the participant's."""
        return RegistrationChange(
            title=self.title.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data,
            email=self.email.data or "",
            organisation=host.organisation_name,
            country=host.country,
            language=self.language.data,
        )


class PartForm(Form):
    """The own address of a companion whose place is to stand alone."""

    email = EmailField(_("Their e-mail address"), [Needed(), AtMost(254)], filters=LINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.render_kw = {"autocomplete": "off"}

    def validate_email(self, field: Field) -> None:
        """Refuse what no e-mail can reach."""
        _check_address(field)
