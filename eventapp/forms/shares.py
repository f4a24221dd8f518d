"""The shares by which a contingent's unused places go to the waiting lists: a field for each."""

from collections.abc import Sequence
from typing import Any

from flask import g
from wtforms import FormField, IntegerField
from wtforms.form import BaseForm
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.events.models import Category
from eventapp.events.queries import categories
from eventapp.extensions import db
from eventapp.i18n import gettext, ngettext
from eventapp.registration.services.contingents import Forecast, Share
from eventapp.web.forms import Between, InnerMeta

WHOLE = 100


class ShareField(IntegerField):
    """The percentage of one category's list."""


class SharesForm(BaseForm):
    """A percentage for the list of every category; those written make a hundred together."""

    def __init__(
        self, formdata: Any = None, obj: Any = None, prefix: str = "", **held: Any
    ) -> None:
        self.categories: Sequence[Category] = categories(db.session(), g.event)
        fields = [
            (category.key, ShareField(i18n.render(category.name), [Optional(), Between(0, WHOLE)]))
            for category in self.categories
        ]
        super().__init__(fields, prefix=prefix, meta=InnerMeta())
        self.process(formdata, obj, data=held)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse shares that are not all of it, at the last one written."""
        if not super().validate(extra_validators):
            return False
        written = [field for field in self if field.data]
        total = sum(field.data for field in written)
        if written and total != WHOLE:
            words = gettext(
                "Together the shares make %(total)s percent; they must make 100.", total=total
            )
            written[-1].errors = [words]
            return False
        return True

    def by_category(self) -> dict[Category, int]:
        """Return the percentages that were written and can be."""
        written = {category: self[category.key].data or 0 for category in self.categories}
        return {category: percent for category, percent in written.items() if 0 < percent <= WHOLE}


class SharesField(FormField):
    """The shares, each with what it would bring by today's numbers."""

    def foretell(self, forecast: Forecast) -> None:
        """Say beside each share what its list would get."""
        for share in forecast.shares:
            self.form[share.category.key].description = foretold(share)


def foretold(share: Share) -> str:
    """Say in words what a list would get by today's numbers."""
    brought = ngettext("Today: %(num)s place.", "Today: %(num)s places.", share.places)
    words = gettext("Nobody is on this waiting list.")
    if share.waiting:
        words = gettext(
            "Waiting: %(waiting)s, of whom with a place: %(served)s.",
            waiting=share.waiting,
            served=share.served,
        )
    return f"{brought} {words}"
