"""What organisers let the sign-up form ask."""

from dataclasses import replace
from typing import Any

from flask import g
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from eventapp import i18n
from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.extensions import db
from eventapp.forms.changing import ChangeForm
from eventapp.forms.records import Line3, Text3, number, text_of
from eventapp.i18n import lazy_gettext as _
from eventapp.languages import LANGUAGES
from eventapp.orm import Translated
from eventapp.registration.models import QuestionKind
from eventapp.registration.services.asking import QuestionChange
from eventapp.registration.services.consents import ConsentChange
from eventapp.web.forms import LINE, Needed

ROOM_FOR_MORE = 3
"""Empty rows a page offers below the choices there are."""

MOST_CHOICES = 40

QUESTION_KINDS = {
    QuestionKind.TEXT: _("one line of text"),
    QuestionKind.LONG_TEXT: _("several lines of text"),
    QuestionKind.CHOICE: _("one of several answers"),
    QuestionKind.CHOICES: _("several answers possible"),
    QuestionKind.YES_NO: _("a box to tick"),
}


class ChoiceForm(Line3):
    """One answer to choose from; its key stays whatever its words become."""

    key = StringField(widget=HiddenInput(), filters=LINE)


class QuestionForm(ChangeForm):
    """A question of the sign-up form."""

    needs_text = ("label",)
    label = FormField(Line3, _("Question"))
    hint = FormField(Line3, _("Hint below the question"))
    kind = SelectField(_("Type of answer"), [Needed()], choices=[])
    choices = FieldList(
        FormField(ChoiceForm), _("Answers to choose from"), max_entries=MOST_CHOICES
    )
    required = BooleanField(_("An answer is required"))
    categories = SelectMultipleField(
        _("For these categories only; if none is ticked, for everybody"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    position = number(_("Order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = QUESTION_KINDS.items()
        self.kind.choices = [SelectChoice(kind.value, str(word)) for kind, word in kinds]
        offered = categories(db.session(), g.event)
        self.categories.choices = [
            SelectChoice(category.key, i18n.render(category.name)) for category in offered
        ]
        if not self.is_submitted():
            self._offer_more()

    def _offer_more(self) -> None:
        for _row in range(min(ROOM_FOR_MORE, MOST_CHOICES - len(self.choices))):
            self.choices.append_entry()

    @classmethod
    def shown(cls, held: QuestionChange) -> dict[str, object]:
        """Return what the fields show of a question."""
        rows = [{"key": key, **label.as_dict()} for key, label in held.choices]
        return {**super().shown(held), "choices": rows}

    def change(self, _session: Session, _event: Event, held: QuestionChange) -> QuestionChange:
        """Return the question as it is meant to stand."""
        return replace(
            held,
            kind=QuestionKind(self.kind.data),
            label=text_of(self.label),
            hint=text_of(self.hint),
            required=self.required.data,
            categories=sorted(self.categories.data or []),
            choices=self.written(),
            position=self.position.data or 0,
        )

    def written(self) -> list[tuple[str, Translated]]:
        """Return the choices that have words: key, empty for a new one, and words."""
        choices = []
        for row in self.choices.data:
            text = Translated.of({code: row.get(code) or "" for code in LANGUAGES})
            if text:
                choices.append((row.get("key") or "", text))
        return choices


class ConsentForm(ChangeForm):
    """A sentence participants may agree to."""

    needs_text = ("text",)
    text = FormField(Text3, _("Text of the consent"))
    hint = FormField(Line3, _("Hint below the question"))
    required = BooleanField(_("Required for registration"))
    position = number(_("Order"))

    def change(self, _session: Session, _event: Event, held: ConsentChange) -> ConsentChange:
        """Return the consent as it is meant to stand."""
        return replace(
            held,
            text=text_of(self.text),
            hint=text_of(self.hint),
            required=self.required.data,
            position=self.position.data or 0,
        )
