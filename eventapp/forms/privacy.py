"""What people type to get or to erase what is held about them."""

from wtforms import BooleanField, StringField

from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import LINE, AtMost, Form, Needed


class CodeForm(Form):
    """The six digits of the e-mail."""

    code = StringField(
        _("Code from the e-mail"),
        [Needed(), AtMost(20)],
        filters=LINE,
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class EraseForm(Form):
    """An organiser's yes to something that cannot be taken back."""

    sure = BooleanField(
        _("I have checked that this is the right person"),
        [Needed(_("Please tick this box to continue."))],
    )
