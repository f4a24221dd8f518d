"""Which languages somebody speaks, or a counter serves: boxes to tick, one a language."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp import i18n
from eventapp.languages import LANGUAGES


def languages_field(label: Any, **more: Any) -> SelectMultipleField:
    """Return a field of boxes to tick, one a language; its choices come with the form."""
    return SelectMultipleField(
        label, choices=[], widget=ListWidget(), option_widget=CheckboxInput(), **more
    )


def known_languages() -> list[SelectChoice]:
    """Return the languages to choose from."""
    return [SelectChoice(code, i18n.NAMES[code]) for code in LANGUAGES]


def ticked(held: Sequence[str], field: Any) -> list[str]:
    """Return what was ticked; what was held stays in its order, for boxes say nothing of it."""
    chosen = field.data or []
    return sorted(chosen, key=lambda code: held.index(code) if code in held else len(held))
