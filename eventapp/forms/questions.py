"""What organisers let the sign-up form ask."""

from typing import Any

from flask import g
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from eventapp import i18n
from eventapp.events.models import Category
from eventapp.events.queries import categories
from eventapp.extensions import db
from eventapp.forms.records import Line3, RecordForm, Text3, number
from eventapp.i18n import lazy_gettext as _
from eventapp.orm import LANGUAGES, Translated
from eventapp.registration.models import QuestionKind
from eventapp.web.forms import LINE, AtMost, Needed

ROOM_FOR_MORE = 3
"""Empty rows a page offers below the choices there are."""

MOST_CHOICES = 40

QUESTION_KINDS = {
    QuestionKind.TEXT: _("one line of text"),
    QuestionKind.LONG_TEXT: _("several lines of text"),
    QuestionKind.CHOICE: _("one of several answers"),
    QuestionKind.CHOICES: _("any of several answers"),
    QuestionKind.YES_NO: _("a box to tick"),
}


class ChoiceForm(PlainForm):
    """One answer to choose from, in three languages; its key stays whatever its words become."""

    key = StringField(widget=HiddenInput(), filters=LINE)
    de = StringField("Deutsch", [AtMost(200)], filters=LINE)
    fr = StringField("Français", [AtMost(200)], filters=LINE)
    en = StringField("English", [AtMost(200)], filters=LINE)


class QuestionForm(RecordForm):
    """A question of the sign-up form."""

    needs_text = ("label",)
    label = FormField(Line3, _("Question"))
    hint = FormField(Line3, _("Hint below the question"))
    kind = SelectField(_("Type of answer"), [Needed()], choices=[])
    choices = FieldList(
        FormField(ChoiceForm), _("Answers to choose from"), max_entries=MOST_CHOICES
    )
    required = BooleanField(_("An answer is required"))
    groups = SelectMultipleField(
        _("For these categories only; none ticked: for everybody"),
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    position = number(_("Position"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = QUESTION_KINDS.items()
        self.kind.choices = [SelectChoice(one.value, str(word)) for one, word in kinds]
        self.by_key: dict[str, Category] = {
            one.key: one for one in categories(db.session(), g.event)
        }
        self.groups.choices = [
            SelectChoice(key, i18n.render(one.name)) for key, one in self.by_key.items()
        ]
        if not self.is_submitted():
            for _row in range(min(ROOM_FOR_MORE, MOST_CHOICES - len(self.choices))):
                self.choices.append_entry()

    def only_for(self) -> list[Category]:
        """Return the groups ticked."""
        return [self.by_key[key] for key in self.groups.data or []]

    def written(self) -> list[tuple[str, Translated]]:
        """Return the choices that have words: key, empty for a new one, and words."""
        found = []
        for row in self.choices.data:
            text = Translated.of({code: row.get(code) or "" for code in LANGUAGES})
            if text:
                found.append((row.get("key") or "", text))
        return found


class ConsentForm(RecordForm):
    """A sentence participants may agree to."""

    needs_text = ("text",)
    text = FormField(Text3, _("Text of the consent"))
    hint = FormField(Line3, _("Hint below the question"))
    required = BooleanField(_("Required for registration"))
    position = number(_("Position"))
