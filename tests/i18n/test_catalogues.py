"""What is translated is what every Python's extraction finds: `check` says where it would not."""

import pytest

from eventapp.i18n import catalogues
from eventapp.paths import CHECKOUT


@pytest.mark.parametrize(
    "line",
    [
        "name = f\"{label} – {_('Programme')}\"",
        "name = f'{label:>{len(gettext(\"Wide\"))}}'",
        'says = Sentence(f"{count} places")',
        'says = _("One" if one else "Many")',
        'says = _("Hello " + name)',
        'says = lazy_gettext("Hello %s" % name)',
        'says = ngettext("One place", "%s places" % places, places)',
        'raise Refused(i18n.gettext("Not {}".format(name)))',
    ],
)
def test_a_text_that_extraction_misses_or_misreads_is_named(line: str) -> None:
    (fault,) = catalogues.unreadable(f'"""Odd."""\n{line}\n', "odd.py")

    assert fault.startswith("odd.py:2: a text to translate")


def test_whole_texts_and_names_of_them_are_fine() -> None:
    fine = (
        '_("Programme"), _("One" " two"), _(self.label), Sentence(msgid, **values)\n'
        'ngettext("One", "Many", len(list(map(str, found)))), f"{label} – {programme}"\n'
    )

    assert list(catalogues.unreadable(fine, "fine.py")) == []


def test_no_module_of_the_program_hides_a_text() -> None:
    assert (CHECKOUT / "eventapp" / "website" / "views" / "offline.py").is_file()
    assert list(catalogues.unreadable_texts()) == []


@pytest.mark.parametrize(
    ("language", "text", "signs"),
    [
        ("de", 'Die Liste "Gäste" ist leer.', '"'),
        ("de", "Einen Moment ...", "..."),
        ("de", "Die Liste „Gäste“ ist leer; bitte warten …", ""),
        ("fr", "L'inscription est close.", "'"),
        ("fr", "Venez-vous ?", " ?"),
        ("fr", "C’est complet ; vous attendez.", " ;"),
        ("fr", "Venez-vous\u00a0?", "\u00a0?"),
        ("fr", "Votre code : ABC", " :"),
        ("fr", "La liste « Invités » est vide.", "« "),
        ("fr", "L’accès\u00a0: la liste «\u00a0Invités\u00a0» est vide\u202f; revenez\u202f!", ""),
        ("nl", 'De lijst "gasten" is leeg.', ""),
    ],
)
def test_signs_that_a_printer_would_not_set_are_named(language: str, text: str, signs: str) -> None:
    assert catalogues.misprint(text, language) == signs
