"""Which part of a picture is wanted: what a form may send, and what becomes of it."""

import pytest

from eventapp.media.looks import LOGO, PORTRAIT, Crop, box_of, size_of


@pytest.mark.parametrize(
    ("text", "crop"),
    [
        ("0.2 0 0.6 1", Crop(0.2, 0, 0.6, 1)),
        ("-1 -1 9 9", Crop(0, 0, 1, 1)),
        ("0.9 0.5 0.6 1", Crop(0.9, 0.5, pytest.approx(0.1), 0.5)),  # type: ignore[arg-type]
        ("1 1 1 1", None),
        ("0 0 0 1", None),
        ("nan 0 1 1", None),
        ("0 0 inf 1", None),
        ("0 0 1", None),
        ("a b c d", None),
        ("", None),
    ],
)
def test_part_is_read_as_far_as_it_lies_inside(text: str, crop: Crop | None) -> None:
    assert Crop.read(text) == crop


def test_part_of_a_portrait_has_its_shape() -> None:
    assert box_of(PORTRAIT, None, (4000, 3000)) == (800, 0, 3200, 3000)
    assert box_of(PORTRAIT, Crop(0, 0, 0.5, 0.5), (1000, 1000)) == (50, 0, 450, 500)


def test_logo_keeps_its_shape() -> None:
    box = box_of(LOGO, None, (4000, 1000))

    assert (box, size_of(LOGO, box)) == ((0, 0, 4000, 1000), (1600, 400))
