"""A table of persons or organisations: the file, and what its columns hold."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from eventapp import i18n
from eventapp.backoffice.overview.changed_fields import label_of
from eventapp.errors import Sentence
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.people.columns import HEADS, TEXTS
from eventapp.web.forms import Form

SAMPLES = 3


class DirectoryFileForm(Form):
    """A table that somebody brings."""

    file = FileField(_("Table (CSV or XLSX)"), [FileRequired(_("Choose a file."))])


class DirectoryColumnsForm(Form):
    """What each column holds; `columns_form` gives it a field for each column."""

    needed: Sequence[str] = ("family_name", "name", "id")
    """Meanings of which one has to be there."""
    what_is_needed = Sentence("Choose which column holds the name.")

    def columns(self) -> list[tuple[int, Any]]:
        """Return the number and field of every column."""
        return [(int(field.name[1:]), field) for field in self if isinstance(field, SelectField)]

    def chosen(self) -> dict[str, int]:
        """Return meaning -> number of the column."""
        return {field.data: place for place, field in self.columns() if field.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a meaning given twice, and a table without names."""
        if not super().validate(extra_validators):
            return False
        times = Counter(field.data for _place, field in self.columns() if field.data)
        for _place, field in self.columns():
            if times[field.data] > 1:
                field.errors = [gettext("Another column already holds this.")]
        if not any(times[name] for name in self.needed):
            self.form_errors.append(i18n.render(self.what_is_needed))
        return not self.errors


class GuestColumnsForm(DirectoryColumnsForm):
    """What each column of a table of people to invite holds."""

    needed = ("email",)
    what_is_needed = Sentence("Choose which column holds the e-mail address.")


SAME_LABELS = {"guests": "registration"}
"""By kind of table: the kind of record whose fields are called alike."""

OF_NAMED_PEOPLE = ("contributors", "registration")
"""Whose tables may hold a whole name in one column."""


def meaning(kind: str, name: str) -> str:
    """Return what a column is called by what it holds."""
    kind = SAME_LABELS.get(kind, kind)
    begin, _apart, code = name.rpartition("_")
    if begin in TEXTS and code in LANGUAGES:
        return f"{label_of(kind, TEXTS[begin])} ({i18n.NAMES[code]})"
    if name == "id":
        return gettext("Identifier (stays the same in newer files)")
    if name == "name" and kind in OF_NAMED_PEOPLE:
        return gettext("Given and family name in one column")
    return label_of(kind, name)


def columns_form(
    kind: str, rows: Sequence[Sequence[str]], places: dict[str, int]
) -> DirectoryColumnsForm:
    """Return the form for the columns of a table, filled with how it is read."""
    held = {place: name for name, place in places.items()}
    choices = [
        SelectChoice("", gettext("Skip this column")),
        *(SelectChoice(name, meaning(kind, name)) for name in HEADS[kind]),
    ]
    fields = {
        f"c{place}": SelectField(
            head or gettext("Column %(number)s", number=place + 1),
            choices=choices,
            default=held.get(place, ""),
            description=" · ".join(samples(rows, place)),
        )
        for place, head in enumerate(rows[0] if rows else ())
        if head or samples(rows, place)
    }
    of = GuestColumnsForm if kind == "guests" else DirectoryColumnsForm
    made: DirectoryColumnsForm = type(of.__name__, (of,), fields)()
    return made


def samples(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return the first different texts of a column."""
    cells = (row[place].strip()[:60] for row in rows[1:50] if place < len(row))
    return list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
