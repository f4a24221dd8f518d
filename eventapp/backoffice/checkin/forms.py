"""What organisers type about doors and phones."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.checkin.models import Profile
from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import Form, LineField, Needed


class DoorForm(Form):
    """A new door."""

    name = LineField(_("Name of the entrance"), [Needed()], most=80)


class PhoneForm(Form):
    """A phone to be enrolled."""

    label = LineField(_("Who uses the device"), [Needed()], most=80)
    door = SelectField(_("Entrance"), [Needed()], choices=[])
    profile = SelectField(_("Permissions"), [Needed()], choices=[])

    def offer(self, doors: list[tuple[str, str]]) -> None:
        """Fill in the doors and profiles to choose from."""
        self.door.choices = [SelectChoice(*door) for door in doors]
        self.profile.choices = [
            SelectChoice(Profile.SCAN.value, str(_("scan badges"))),
            SelectChoice(Profile.DESK.value, str(_("scan, and enter codes at the help desk"))),
        ]
