"""A file that an organiser brings."""

from collections import Counter
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.agenda.readers.columns import HEADS, NEEDED, FileTable
from eventapp.agenda.readers.dates import DateOrder, Doubtful
from eventapp.backoffice.settings.forms import known_zone
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.i18n import lazy_gettext as _
from eventapp.web.forms import Form, LineField


class TimetableForm(Form):
    """A file with a timetable."""

    file = FileField(_("Programme file"), [FileRequired(_("Choose a file."))])


MEANINGS = {
    "key": _("Identifier (stays the same in newer files)"),
    "title": _("Title"),
    "subtitle": _("Subtitle"),
    "abstract": _("Abstract"),
    "day": _("Day"),
    "start": _("Beginning"),
    "end": _("End"),
    "duration": _("Duration"),
    "room": _("Room"),
    "track": _("Track"),
    "kind": _("Kind"),
    "language": _("Language"),
    "state": _("State (only accepted sessions are imported)"),
    "people": _("Contributors (separated by commas)"),
}
"""Words for what a column may hold."""


class ReadingForm(Form):
    """What a file does not say by itself: in which order its dates are written, its time zone."""

    order = RadioField(_("Order of day and month"), [Optional()], choices=[])
    zone = LineField(
        _("Time zone of the event"),
        [Optional()],
        most=64,
        description=_("All times are given in this zone. Start typing a city."),
        render_kw={"list": "zones", "autocomplete": "off", "spellcheck": "false"},
    )

    def validate_zone(self, field: Field) -> None:
        """Refuse what is no zone of the IANA list; small letters are forgiven."""
        field.data = known_zone(field.data)


ORDERS = {
    DateOrder.DMY: Sentence("%(day)s (the day is written first)"),
    DateOrder.MDY: Sentence("%(day)s (the month is written first)"),
    DateOrder.YMD: Sentence("%(day)s (the year is written first)"),
}


def reading_form(event: Event, doubt: Doubtful | None) -> ReadingForm:
    """Return the form that asks what a date of the file means, and for the event's zone."""
    form = ReadingForm(zone=event.zone)
    meanings = doubt.meanings if doubt else {}
    form.order.choices = [
        SelectChoice(
            order.value,
            i18n.render(Sentence(ORDERS[order].msgid, day=i18n.format_day(meanings[order]))),
        )
        for order in DateOrder
        if order in meanings
    ]
    if doubt is None:
        del form.order
    return form


class ColumnsForm(Form):
    """What each column of a table holds; `columns_form` gives it a field for each column."""

    def chosen(self) -> dict[str, int]:
        """Return meaning -> number of the column."""
        return {field.data: place for place, field in self.columns() if field.data}

    def columns(self) -> list[tuple[int, Any]]:
        """Return the number and field of every column."""
        return [(int(field.name[1:]), field) for field in self if isinstance(field, SelectField)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a meaning given twice, and a table without what every timetable needs."""
        if not super().validate(extra_validators):
            return False
        times = Counter(field.data for _place, field in self.columns() if field.data)
        for _place, field in self.columns():
            if times[field.data] > 1:
                field.errors = [i18n.render(Sentence("Another column already holds this."))]
        if not all(times[needed] for needed in NEEDED):
            missing = Sentence("Choose which column holds the title and which the beginning.")
            self.form_errors.append(i18n.render(missing))
        return not self.errors


def columns_form(table: FileTable) -> ColumnsForm:
    """Return the form for the columns of a table, filled with how it was or would be read."""
    held = {place: meaning for meaning, place in table.places.items()}
    choices = [
        SelectChoice("", _("Skip this column")),
        *(SelectChoice(head, MEANINGS[head]) for head in HEADS),
    ]
    fields = {
        f"c{place}": SelectField(
            head or _("Column %(number)s", number=place + 1),
            choices=choices,
            default=held.get(place, ""),
        )
        for place, head in enumerate(table.heads)
        if head or table.samples(place)
    }
    made: ColumnsForm = type("ColumnsForm", (ColumnsForm,), fields)()
    return made
