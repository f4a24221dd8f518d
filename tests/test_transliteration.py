"""Names in Greek and Cyrillic letters: each is found by every spelling that is usual for it."""

import pytest

from eventapp.text_search import fold, search_words, searchable
from eventapp.transliteration import latin_spellings

SPELLINGS = {
    "Παπαδόπουλος": "Papadopoulos",
    "Γιώργος Χατζηδάκης": "Giorgos Chatzidakis Hatzidakis",
    "Ευάγγελος Μπακογιάννης": "Evangelos Evaggelos Bakogiannis Mpakogiannis",
    "Ευγενία Ξενάκη": "Evgenia Eugenia Xenaki",
    "Ειρήνη Ευθυμίου": "Eirini Irini Efthymiou",
    "Γκίκας Ντόρα": "Gikas Gkikas Dora Ntora",
    "Юрий Чайковский": (
        "Yuri Yuriy Yury Iurii Juri Jurij Chaykovskiy Chaikovsky Tschaikowski Tchaïkovski "
        "Tchaikovsky"
    ),
    "Михаил Горбачёв": "Mikhail Michail Gorbachev Gorbatschow",
    "Сергей Щербаков": "Sergey Sergei Sergej Shcherbakov Schtscherbakow Chtcherbakov",
    "Андрей Сахаров": "Andrei Andrey Sakharov Sacharow",
    "Борис Ельцин": "Yeltsin Eltsin Jelzin Eltsine",
    "Христо Желев": "Hristo Khristo Christo Zhelev",
    "Володимир Зеленський": "Volodymyr Wolodymyr Zelenskyi Zelenskyy Zelensky Selenskyj",
    "Київ Гнатюк": "Kyiv Hnatiuk Hnatyuk",
    "Љубица Ђорђевић": "Ljubica Djordjevic Dordevic",
    "Đorđe Nguyễn Đình Wałęsa": "Djordje Dorde Nguyen Dinh Walesa",
    "Søren Ødegård Guðmundsson": "Soren Soeren Odegard Oedegaard Gudmundsson Guðmundsson",
}


@pytest.mark.parametrize(
    ("name", "typed"),
    [(name, typed) for name, spellings in SPELLINGS.items() for typed in spellings.split()],
)
def test_a_name_is_found_by_every_usual_spelling(name: str, typed: str) -> None:
    (word,) = search_words(typed)

    assert f" {word}" in searchable(name)


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_name_is_found_by_its_own_letters(name: str) -> None:
    assert all(f" {word}" in searchable(name) for word in search_words(name))


def test_spellings_stand_behind_all_that_was_written() -> None:
    held = searchable("Юрий", "ada@example.org")

    assert held.index(" ada@example.org") < held.index(f" {fold('Yuriy')}")


def test_latin_and_other_letters_have_no_other_spellings() -> None:
    assert latin_spellings("Müller Łódź 王小明 1 000") == []
