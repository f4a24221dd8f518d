"""A translation as it is typed: a field for each paragraph of the source, or one line."""

from collections.abc import Sequence
from typing import Any

from wtforms import FieldList, FormField, HiddenField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.i18n import gettext
from eventapp.i18n import lazy_gettext as _
from eventapp.texts.comparing import joined, paragraphs
from eventapp.texts.standing import digest_of
from eventapp.web.forms import LINE, TEXT, AtMost, Form, InnerMeta
from eventapp.workflows.public_texts import TextStanding
from eventapp.workflows.text_kinds import LONG

MOST_LINE, MOST_TEXT = 200, 5000
MOST_PARAGRAPHS = 60


class _Part(PlainForm):
    """A paragraph of the translation."""

    Meta = InnerMeta
    text = TextAreaField(_("Translation"), [Optional(), AtMost(MOST_TEXT)], filters=TEXT)


class TranslationForm(Form):
    """One text in one language."""

    parts = FieldList(FormField(_Part), max_entries=MOST_PARAGRAPHS)
    seen_text = HiddenField(filters=LINE)
    seen_source = HiddenField(filters=LINE)
    most = MOST_TEXT
    theirs: Sequence[tuple[str, str]] = ()
    """Language and text that somebody else saved meanwhile, of what is typed here, too."""

    @classmethod
    def of(cls, known: TextStanding, language: str) -> "TranslationForm":
        """Return the form with a field beside each paragraph of the source, and what is there."""
        text = known.text.text
        held = paragraphs(text[language])
        lines = known.text.field in LONG
        rows = max(len(paragraphs(text[known.source])), len(held), 1) if lines else 1
        held += [""] * (rows - len(held))
        form = cls(
            data={
                "parts": [{"text": part} for part in (held if lines else [text[language]])],
                "seen_text": digest_of(text[language]),
                "seen_source": digest_of(text[known.source]),
            }
        )
        while len(form.parts) < rows:
            form.parts.append_entry()
        form.most = MOST_TEXT if lines else MOST_LINE
        return form

    def show_again(self, known: TextStanding, language: str) -> None:
        """Look at what stands now: the next save is meant against it.

        A translation that somebody else saved meanwhile stands beside what was typed.
        """
        text = known.text.text
        if self.seen_text.data != digest_of(text[language]) and self.text != text[language]:
            self.theirs = ((i18n.NAMES[language], text[language]),)
        self.seen_text.data = digest_of(text[language])
        self.seen_source.data = digest_of(text[known.source])

    @property
    def text(self) -> str:
        """Return what was typed as one text."""
        typed = [part.form.text.data or "" for part in self.parts]
        return joined(typed) if self.most == MOST_TEXT else " ".join(" ".join(typed).split())

    @property
    def looked_at(self) -> tuple[str, str]:
        """Return what the page showed, as digests of the text and its source."""
        return self.seen_text.data or "", self.seen_source.data or ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that the whole is no longer than a record holds."""
        fine = bool(super().validate(extra_validators))
        if fine and len(self.text) > self.most:
            self.form_errors.append(
                gettext(
                    "This is %(length)s characters long; at most %(most)s are possible.",
                    length=len(self.text),
                    most=self.most,
                )
            )
        return fine and not self.form_errors
