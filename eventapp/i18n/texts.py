"""Texts in the language of who reads, from the catalogues; and texts that are looked up later."""

from typing import Any

from babel.support import LazyProxy
from markupsafe import Markup

from eventapp.errors import Sentence
from eventapp.i18n import catalogues
from eventapp.i18n.reader import language
from eventapp.orm import Translated

LazyText = LazyProxy
"""A text that is looked up whenever it is shown: labels of forms, which are made once."""


def gettext(msgid: str, /, **values: Any) -> str:
    """Return the text in the reader's language, its placeholders filled if any are given."""
    text = catalogues.translations(language()).ugettext(msgid)
    return text % values if values else text


def ngettext(msgid: str, plural: str, num: int, /, **values: Any) -> str:
    """Return the text for that number in the reader's language; `num` fills `%(num)s`."""
    catalogue = catalogues.translations(language())
    text = catalogue.ungettext(msgid, plural, num)
    if num == 0 and "%(num)" not in text:  # a singular that serves none, too, and says "one"
        text = catalogue.ungettext(msgid, plural, 2)
    return text % {"num": num, **values}


def lazy_gettext(msgid: str, /, **values: Any) -> LazyProxy:
    """Return a text that is looked up in the language of whoever reads it."""
    return LazyProxy(gettext, msgid, enable_cache=False, **values)


def render(text: "Sentence | Translated | LazyProxy | str") -> str:
    """Return a sentence, an organiser's text or a plain text in the reader's language."""
    if isinstance(text, Translated):
        return text.into(language())
    if isinstance(text, Sentence):
        values = {name: _rendered(value) for name, value in text.values.items()}
        if text.plural is not None and text.n is not None:
            return ngettext(text.msgid, text.plural, text.n, **values)
        return gettext(text.msgid, **values)
    return str(text)


def in_its_language(text: "Translated | str") -> Markup:
    """Return the attribute that says in which language a text stands that the reader's lacks.

    Empty where it is the reader's own (WCAG 2.2, 3.1.2, language of parts).
    """
    code = text.language_for(language()) if isinstance(text, Translated) else ""
    return Markup(' lang="{}"').format(code) if code not in {"", language()} else Markup()


def _rendered(value: Any) -> Any:
    return render(value) if isinstance(value, Sentence | Translated) else value
