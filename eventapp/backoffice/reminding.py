"""Reminding everybody who has not answered, in steps: doors do not wait for them."""

from collections.abc import Callable

from flask import flash

from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.turns import commit_step


def remind_in_steps(remind: Callable[[], int]) -> None:
    """Remind the next ones and commit until there is nobody left; say how many there were.

    `remind` returns how many it has reminded.
    """
    number = 0
    while some := remind():
        number += some
        commit_step(db.session())
    flash(
        ngettext("One reminder is on its way.", "%(num)s reminders are on their way.", number)
        if number
        else _(
            "No e-mail is sent, as everybody has answered, was reminded today or does not want "
            "reminders."
        )
    )
