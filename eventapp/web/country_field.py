"""The choice of a country: 249 options, written once a language instead of once a page."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import html_params

from eventapp import i18n

Countries = Callable[[], Sequence[tuple[str, str]]]
"""Returns codes and names in the reader's language."""


class _Options:
    """Writes the select with the options of the reader's language."""

    def __call__(self, field: "CountryField", **attributes: Any) -> Markup:
        attributes.setdefault("id", field.id)
        if field.flags.required:
            attributes.setdefault("required", True)
        parts, places = _written(i18n.language(), field.choices_from)
        chosen = str(field.data or "")
        first = _option("", str(field.none), chosen=not chosen)
        at = places.get(chosen)
        if at is not None:
            code, name = field.choices_from()[at]
            parts = (*parts[:at], _option(code, name, chosen=True), *parts[at + 1 :])
        head = html_params(name=field.name, **attributes)
        # Joined as plain text: Markup would ask each of 249 options anew whether it is escaped.
        return Markup(f"<select {head}>{first}{''.join(parts)}</select>")  # noqa: S704  (all of it is escaped)


class CountryField(SelectField):
    """One of the ISO countries as its code, or none, which is called as the form wishes.

    `choices_from` names what else may be chosen, in the reader's language.
    """

    widget = _Options()

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        none: Any = "–",
        choices_from: Countries = i18n.countries,
        **more: Any,
    ) -> None:
        self.choices_from = choices_from
        super().__init__(label, validators, choices=self._every, **more)
        self.none = none

    def _every(self) -> list[SelectChoice]:
        return [SelectChoice(*pair) for pair in (("", str(self.none)), *self.choices_from())]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no country; an empty choice is none."""
        if self.data and self.data not in _written(i18n.language(), self.choices_from)[1]:
            super().pre_validate(form)


@lru_cache(maxsize=8)
def _written(_language: str, known_in: Countries) -> tuple[tuple[Markup, ...], dict[str, int]]:
    """Return the options in the order of a language, and the place of each code."""
    known = known_in()
    parts = tuple(_option(code, name, chosen=False) for code, name in known)
    return parts, {code: place for place, (code, _name) in enumerate(known)}


def _option(code: str, name: str, *, chosen: bool) -> Markup:
    selected = Markup(" selected") if chosen else ""
    return Markup('<option{} value="{}">{}</option>').format(selected, code, name)
