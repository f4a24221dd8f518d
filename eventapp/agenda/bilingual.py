"""What stands on paper in one language, or in two beside each other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from eventapp import i18n
from eventapp.agenda.items import Item
from eventapp.agenda.render import KINDS
from eventapp.errors import Sentence
from eventapp.i18n import prose
from eventapp.languages import LANGUAGES, SOURCE
from eventapp.orm import Translated

Said = tuple[tuple[str, str], ...]
"""The same thing in each language, as (language, text); once where both read alike."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The languages of a document, and the zone whose clock it shows."""

    codes: tuple[str, ...]
    zone: str

    def each(self, write: Callable[[], str]) -> Said:
        """Return what is written in each language."""
        by_language: dict[str, str] = {}
        for code in self.codes:
            with i18n.speaking(code, self.zone):
                text = write()
            if text:
                by_language.setdefault(text, code)
        return tuple((code, text) for text, code in by_language.items())

    def say(self, text: Sentence) -> Said:
        """Return one of our own words in each language."""
        return self.each(lambda: i18n.render(text))

    def texts(self, text: Translated) -> Said:
        """Return an organiser's text in each language, under the one it is really written in."""
        by_language: dict[str, str] = {}
        for code in self.codes:
            if read := text.into(code):
                by_language.setdefault(read, _written_in(text, code))
        return tuple((code, read) for read, code in by_language.items())

    def day(self, moment: date | datetime) -> Said:
        """Return weekday and date."""
        return self.each(lambda: i18n.begin_sentence(i18n.format_day(moment)))

    def time(self, moment: datetime) -> str:
        """Return the time, which all our languages write alike."""
        with i18n.speaking(self.codes[0], self.zone):
            return i18n.format_time(moment)

    def hours(self, begins: datetime, ends: datetime) -> Said:
        """Return from when until when something is."""
        return self.each(lambda: i18n.format_range(begins, ends, in_tables=True))

    def country(self, code: str) -> Said:
        """Return a country's name."""
        return self.each(lambda: i18n.country_name(code))

    def tongues(self, codes: Sequence[str]) -> Said:
        """Return the names of languages."""
        return self.each(lambda: _tongues(codes))

    def columns(self, item: Item) -> Said:
        """Return (language, note) for each column a session's texts need: one, or two.

        The note says kind, track and languages in the column's own language.
        """
        texts = (item.title, item.subtitle, item.abstract, item.description)
        if all(len(self.texts(text)) < 2 for text in texts):  # noqa: PLR2004  (two languages)
            notes = self.each(lambda: _note(item))
            written = self.texts(item.title)
            return ((written[0][0] if written else self.codes[0], " · ".join(n for _, n in notes)),)
        return tuple((code, self._note_in(item, code)) for code in self.codes)

    def _note_in(self, item: Item, code: str) -> str:
        with i18n.speaking(code, self.zone):
            return _note(item)

    def prose(self, text: Translated, code: str) -> Markup:
        """Return a longer text in one language."""
        with i18n.speaking(code, self.zone):
            return prose.prose(text)


def _written_in(text: Translated, code: str) -> str:
    return next((language for language in (code, SOURCE, *LANGUAGES) if text[language]), code)


def _note(item: Item) -> str:
    parts = [i18n.render(KINDS[item.kind]), i18n.render(item.track), _tongues(item.languages)]
    if item.interpretation:
        into = _tongues(item.interpreted_into)
        parts.append(i18n.render(Sentence("interpreted into %(languages)s", languages=into)))
    if item.recorded:
        parts.append(i18n.render(Sentence("recorded")))
    if item.restricted:
        parts.append(i18n.render(Sentence("by guest list")))
    return ", ".join(part for part in parts if part)


def _tongues(codes: Iterable[str]) -> str:
    return i18n.format_list(str(i18n.locale().languages.get(code, code)) for code in codes)
