"""Saving what a form holds: committed, or shown with what stands in the way."""

from collections.abc import Callable

from flask import flash

from eventapp.changes import ChangedByBoth
from eventapp.errors import Refusal
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.i18n import gettext as _


def saved(form: ChangeForm, save: Callable[[], object], words: str = "") -> bool:
    """Save, commit and say so in these words, with what others had changed and was kept.

    Refused: nothing is kept, and the form says why.
    """
    try:
        save()
        db.session().commit()
    except ChangedByBoth as clash:
        form.show(clash)
        db.session().rollback()
    except Refusal as refusal:
        db.session().rollback()
        form.refuse(refusal)
    else:
        flash(words or _("Saved"))
        if kept := form.kept_of_others():
            flash(kept)
        return True
    return False
