"""Texts in several languages as programs send them: what is left out stays, what is empty goes."""

from collections.abc import Callable, Mapping

from eventapp.errors import Invalid, Sentence
from eventapp.orm import Translated
from eventapp.text_search import clean_line


def written(
    held: Translated, sent: Mapping[str, str] | None, clean: Callable[[str], str]
) -> Translated:
    """Return the text as it stands after a change of some of its languages."""
    new = {code: clean(text) for code, text in (sent or {}).items()}
    return Translated.of({**held.as_dict(), **new})


def needed(text: Translated, field: str) -> Translated:
    """Return the text; refuse one that is written in no language."""
    if not text:
        raise Invalid(Sentence("Enter it in at least one language."), field=field)
    return text


def name_in(given: Mapping[str, str], field: str, held: str = "") -> str:
    """Return a name that cannot be empty, as sent or else as it stands."""
    name = clean_line(given.get(field, held))
    if not name:
        raise Invalid(Sentence("This is still missing."), field=field)
    return name
