"""Languages to tick: all of them, by their own names, and in the order that somebody gave them."""

from types import SimpleNamespace

from eventapp.forms.languages import known_languages, ticked


def test_every_language_is_offered_by_the_name_it_gives_itself() -> None:
    offered = [(choice.value, choice.label) for choice in known_languages()]

    assert offered == [("de", "Deutsch"), ("fr", "Français"), ("en", "English")]


def test_what_stays_ticked_keeps_its_order_and_new_ones_follow() -> None:
    assert ticked(["fr", "de"], SimpleNamespace(data=["de", "en", "fr"])) == ["fr", "de", "en"]
    assert ticked(["fr", "de"], SimpleNamespace(data=["de"])) == ["de"]
    assert ticked(["fr"], SimpleNamespace(data=None)) == []
