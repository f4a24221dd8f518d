"""What organisers type about doors and phones."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.checkin.models import Profile
from eventapp.web.forms import Form, LineField, Needed


class DoorForm(Form):
    """A new door."""

    name = LineField(_("Name of the door"), [Needed()], most=80)


class PhoneForm(Form):
    """A phone to be enrolled."""

    label = LineField(_("Whose phone"), [Needed()], most=80)
    door = SelectField(_("Door"), [Needed()], choices=[])
    profile = SelectField(_("May do"), [Needed()], choices=[])

    def offer(self, doors: list[tuple[str, str]]) -> None:
        """Fill in the doors and profiles to choose from."""
        self.door.choices = [SelectChoice(*one) for one in doors]
        self.profile.choices = [
            SelectChoice(Profile.SCAN.value, str(_("scan badges"))),
            SelectChoice(Profile.DESK.value, str(_("scan, and type codes at the help desk"))),
        ]
