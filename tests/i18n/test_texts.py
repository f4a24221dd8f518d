"""Texts in the language of who reads: sentences, organisers' texts, and those looked up later."""

from eventapp.errors import Sentence
from eventapp.i18n.reader import speaking
from eventapp.i18n.texts import lazy_gettext, ngettext, render
from eventapp.orm import Translated


def test_a_lazy_text_is_looked_up_for_whoever_reads_it() -> None:
    label = lazy_gettext("By room")

    with speaking("de"):
        german = str(label)
    with speaking("fr"):
        french = str(label)
    with speaking("en"):
        assert str(label) == "By room"
    assert len({german, french, "By room"}) == 3


def test_a_sentence_within_a_sentence_speaks_the_same_language() -> None:
    hall = Translated(de="Saal", fr="Salle", en="Hall")
    sentence = Sentence("“%(typed)s” is not a day.", typed=hall)

    with speaking("fr"):
        assert "Salle" in render(sentence)
    with speaking("de"):
        assert "Saal" in render(sentence)


def test_an_organisers_text_falls_back_to_what_is_written() -> None:
    with speaking("fr"):
        assert render(Translated(de="Saal", en="Hall")) == "Hall"
        assert render(Translated(de="Saal")) == "Saal"
        assert render("as typed 100 %") == "as typed 100 %"


def test_none_is_never_told_as_one() -> None:
    with speaking("fr"):
        shown = {
            number: ngettext("One place free", "%(num)s places free", number)
            for number in (0, 1, 2)
        }
        assert shown == {0: "0 places libres", 1: "Une place libre", 2: "2 places libres"}
        assert ngettext("%(num)s entry", "%(num)s entries", 0) == "0 fiche"
