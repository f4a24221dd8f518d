"""What people type to sign in and to secure their account."""

from wtforms import EmailField, PasswordField
from wtforms.validators import Length

from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import LINE, AtMost, Form, LineField, Needed


class SignInForm(Form):
    """An address, and a password for those who have one."""

    email = EmailField(
        _("E-mail address"),
        [Needed(), AtMost(254)],
        filters=LINE,
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"), [Length(max=256)], render_kw={"autocomplete": "current-password"}
    )


class CodeForm(Form):
    """The six digits of an authenticator app."""

    code = LineField(
        _("Six-digit code"), [Needed()], most=12, render_kw={"autocomplete": "one-time-code"}
    )


class PasswordForm(Form):
    """A new password."""

    password = PasswordField(
        _("New password"),
        [Needed(), Length(max=256)],
        render_kw={"autocomplete": "new-password"},
    )


class PasskeyForm(Form):
    """A name by which its owner knows a new passkey."""

    name = LineField(_("Name of this device"), [Needed()], most=80)
