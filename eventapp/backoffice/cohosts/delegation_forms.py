"""What is typed about a delegation: whom to invite, to register, and how their data are right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session
from wtforms import EmailField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.events.models import Category, Event
from eventapp.forms.changing import ChangeForm
from eventapp.forms.registration import PersonForm
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.registration.services.invitations import InvitationChange
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.web.forms import LINE, AtMost, Form, LineField, Needed


class InviteDelegateForm(Form):
    """Somebody whom a host invites into its delegation."""

    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Optional()], most=80)
    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)
    language = SelectField(_("Language of the e-mail"), [Needed()], choices=[])
    category = SelectField(_("Category"), [Needed()], choices=[])

    @classmethod
    def of(cls, categories: Sequence[Category], **values: Any) -> "InviteDelegateForm":
        """Return the form with the categories of a host's places; the first one is meant."""
        form = cls(**values)
        _offer(form, categories)
        return form

    def guest(self) -> InvitationChange:
        """Return who was typed."""
        return InvitationChange(
            email=self.email.data,
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            language=self.language.data,
        )


class CorrectInvitationForm(Form):
    """Whom an invitation goes to."""

    given_name = LineField(_("Given name"), [Optional()], most=80)
    family_name = LineField(_("Family name"), [Optional()], most=80)
    organisation = LineField(_("Organisation"), [Optional()], most=200)
    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)
    language = SelectField(_("Language of the e-mail"), [Needed()], choices=[])

    @classmethod
    def of(cls, held: InvitationChange) -> "CorrectInvitationForm":
        """Return the form of an invitation as it stands."""
        form = cls(obj=held)
        form.language.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
        return form

    def change(self, held: InvitationChange) -> InvitationChange:
        """Return whom it is meant to go to."""
        return replace(
            held,
            email=self.email.data,
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            organisation=self.organisation.data or "",
            language=self.language.data,
        )


class DelegateForm(PersonForm, ChangeForm):
    """Who somebody of a delegation is, and where they are written to."""

    email = EmailField(_("E-mail address"), [Optional(), AtMost(254)], filters=LINE)

    def change(
        self, _session: Session, _event: Event, held: RegistrationChange
    ) -> RegistrationChange:
        """Return the registration as it is meant to stand; an address is never taken away."""
        return replace(self.person(held), email=self.email.data or held.email)


class RegisterDelegateForm(PersonForm):
    """Somebody whom a host registers itself."""

    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)
    category = SelectField(_("Category"), [Needed()], choices=[])

    @classmethod
    def of(cls, categories: Sequence[Category]) -> "RegisterDelegateForm":
        """Return the form with the categories of a host's places."""
        form = cls()
        _offer(form, categories)
        return form

    def details(self) -> RegistrationChange:
        """Return who was typed."""
        return replace(self.person(RegistrationChange()), email=self.email.data)


class InviteTableForm(Form):
    """Into which category the people of a table are invited, and in which language."""

    category = SelectField(_("Category of participation"), [Needed()], choices=[])
    language = SelectField(_("Language where the table names none"), [Needed()], choices=[])

    @classmethod
    def of(cls, categories: Sequence[Category], **values: Any) -> "InviteTableForm":
        """Return the form with the categories of a host's places; the first one is meant."""
        form = cls(**values)
        _offer(form, categories)
        return form


def _offer(form: Any, categories: Sequence[Category]) -> None:
    form.category.choices = [
        SelectChoice(category.key, i18n.render(category.name)) for category in categories
    ]
    form.language.choices = [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]
    form.language.data = form.language.data or i18n.language()
    if form.category.data is None and categories:
        form.category.data = categories[0].key
