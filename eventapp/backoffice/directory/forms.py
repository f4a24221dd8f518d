"""Which of two values counts where duplicates of the directory are merged."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp.backoffice.overview.changed_fields import label_of, shown_value
from eventapp.changes import plain
from eventapp.web.forms import Form
from eventapp.workflows.merging import Pair

KEPT, GONE = "kept", "gone"


class MergeForm(Form):
    """One choice for each field of which both records say something else."""

    versions = HiddenField()
    """Those of both records when the page was made."""

    def taken(self) -> list[str]:
        """Return the fields of which the value of the record that goes counts."""
        return [field.short_name for field in self if field.data == GONE]

    def choices(self) -> list[Any]:
        """Return the fields to choose from."""
        return [field for field in self if isinstance(field, RadioField)]


def merge_form(key: str, pairs: Sequence[Pair]) -> MergeForm:
    """Return the form for two records of a kind."""
    fields = {
        pair.name: RadioField(
            label_of(key, pair.name),
            [Optional()],
            choices=[
                SelectChoice(KEPT, shown(key, pair.name, pair.kept)),
                SelectChoice(GONE, shown(key, pair.name, pair.gone)),
            ],
            default=KEPT,
        )
        for pair in pairs
        if pair.differs
    }
    made: MergeForm = type("MergeForm", (MergeForm,), fields)()
    return made


def shown(key: str, name: str, value: object) -> str:
    """Return a value of a field as a reader knows it."""
    return shown_value(key, name, plain(value))


def shown_pair(key: str, name: str, pair: Sequence[object]) -> str:
    """Return what stood in a field and what will, as the journal tells it."""
    before, after = (shown_value(key, name, value) for value in pair)
    return f"{before} → {after}"
