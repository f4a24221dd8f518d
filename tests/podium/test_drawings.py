"""Folds, cuts and marks are plain operators whose states are taken back."""

from eventapp.podium import drawings


def test_every_drawing_gives_back_what_it_changed() -> None:
    for drawing in (drawings.folded(), drawings.cut()):
        words = drawing.split()

        assert words.count(b"q") == words.count(b"Q") == 3
    assert drawings.folded() != drawings.cut()
