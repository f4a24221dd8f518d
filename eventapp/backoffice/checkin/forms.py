"""What organisers type about devices."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.checkin.models import Profile
from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import Form, LineField, Needed


class DeviceForm(Form):
    """A device to be enrolled."""

    label = LineField(_("Who uses the device"), [Needed()], most=80)
    entrance = SelectField(_("Entrance"), [Needed()], choices=[])
    profile = SelectField(_("Permissions"), [Needed()], choices=[])

    def offer(self, entrances: list[tuple[str, str]]) -> None:
        """Fill in the entrances and profiles to choose from."""
        self.entrance.choices = [SelectChoice(*entrance) for entrance in entrances]
        self.profile.choices = [
            SelectChoice(Profile.SCAN.value, str(_("scan badges"))),
            SelectChoice(Profile.DESK.value, str(_("scan, and enter codes at the help desk"))),
        ]
