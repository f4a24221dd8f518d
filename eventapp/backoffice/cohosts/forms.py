"""What is typed on the pages of a host."""

from typing import Any

from wtforms import EmailField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.people.services import NewRepresentative
from eventapp.web.forms import LINE, AtMost, Form, LineField, Needed


class RepresentativeForm(Form):
    """Somebody who is to act for a host."""

    email = EmailField(_("E-mail address"), [Needed(), AtMost(254)], filters=LINE)
    name = LineField(_("Name"), [Optional()], most=160)
    language = SelectField(_("Language of the invitation"), [Needed()], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [
            SelectChoice(language, i18n.NAMES[language]) for language in LANGUAGES
        ]
        self.language.data = self.language.data or i18n.language()

    def representative(self) -> NewRepresentative:
        """Return who was typed."""
        return NewRepresentative(
            email=self.email.data, name=self.name.data or "", language=self.language.data
        )


class TokenForm(Form):
    """What a token is for."""

    name = LineField(_("What the token is for"), [Needed()], most=80)
