"""Two languages beside each other: said twice only where they differ, under what it is written in."""

from datetime import UTC, datetime

from eventapp.agenda.bilingual import Voices
from eventapp.errors import Sentence
from eventapp.orm import Translated
from tests.factories.items import an_item

BOTH = Voices(("de", "fr"), "Europe/Berlin")


def test_what_reads_alike_in_both_languages_is_said_once() -> None:
    assert BOTH.texts(Translated.same("Aula")) == (("de", "Aula"),)
    assert BOTH.texts(Translated(de="Saal", fr="Salle")) == (("de", "Saal"), ("fr", "Salle"))
    assert BOTH.say(Sentence("Programme")) == (("de", "Programm"), ("fr", "Programme"))


def test_a_text_missing_in_a_language_stands_under_the_one_it_is_written_in() -> None:
    assert BOTH.texts(Translated(en="Hall")) == (("en", "Hall"),)
    assert BOTH.texts(Translated()) == ()


def test_a_day_begins_with_a_capital_in_each_language_and_a_time_is_the_zones() -> None:
    moment = datetime(2027, 4, 15, 7, 30, tzinfo=UTC)

    assert [text[0].isupper() for _code, text in BOTH.day(moment)] == [True, True]
    assert BOTH.time(moment) == "9:30"


def test_a_session_has_two_columns_only_if_its_texts_differ() -> None:
    alike = an_item(1, title=Translated.same("Wasserstoff"))
    apart = an_item(1, title=Translated(de="Netze", fr="Réseaux"), recorded=True)

    assert [code for code, _note in BOTH.columns(alike)] == ["de"]
    german, french = BOTH.columns(apart)
    assert (german[0], french[0]) == ("de", "fr")
    assert german[1].startswith("Vortrag, Deutsch")
    assert french[1] != german[1]
