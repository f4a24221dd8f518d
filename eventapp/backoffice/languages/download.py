"""The texts that are listed as a table for who translates: source, translations, states."""

from collections.abc import Iterator, Sequence

from eventapp import i18n
from eventapp.backoffice.languages import listing
from eventapp.i18n import gettext as _
from eventapp.languages import LANGUAGES
from eventapp.texts.standing import TextState
from eventapp.workflows.public_texts import TextStanding


def rows(known: Sequence[TextStanding]) -> Iterator[list[str]]:
    """Yield the heads and a row for each text, in the order and words of the page."""
    names = [i18n.NAMES[code] for code in LANGUAGES]
    states = [_("%(language)s, state", language=name) for name in names]
    yield [_("Who"), _("Text"), *names, *states]
    for owner, texts in listing.grouped(known):
        for each in texts:
            words = [each.text.text[code] for code in LANGUAGES]
            stand = [_word(each.states[code]) for code in LANGUAGES]
            yield [owner, listing.title_of(each.text), *words, *stand]


def _word(state: TextState) -> str:
    return _("source text") if state is TextState.SOURCE else i18n.render(listing.STATES[state][2])
