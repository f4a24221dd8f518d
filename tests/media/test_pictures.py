"""Pictures that anybody may have made: written anew without what else is in them, or refused."""

import io

import pytest
from PIL import Image, ImageFile

from eventapp.media.errors import Fault, FileRefused
from eventapp.media.looks import LOGO, PORTRAIT, Crop
from eventapp.media.pictures import MOST_PIXELS, write_anew
from tests.factories.pictures import animated, archive, halves, picture, png_of


def opened(content: bytes) -> Image.Image:
    """Return what was written."""
    return Image.open(io.BytesIO(content)).copy()


def colour_at(made: Image.Image, x: int, y: int) -> str:
    """Say whether a pixel is rather red or rather blue."""
    pixel = made.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return "red" if pixel[0] > pixel[2] else "blue"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_portrait_becomes_a_jpeg_in_two_sizes(kind: str) -> None:
    made = write_anew(picture((2000, 2500), kind), PORTRAIT, None)

    assert made["kind"] == "image/jpeg"
    assert made["size"] == (640, 800) == opened(made["content"]).size
    assert opened(made["small"]).size == (160, 200)


def test_small_picture_is_not_made_larger() -> None:
    made = write_anew(picture((400, 500)), PORTRAIT, None)

    assert made["size"] == (400, 500)


def test_nothing_but_the_pixels_is_kept() -> None:
    made = Image.open(io.BytesIO(write_anew(halves(), PORTRAIT, None)["content"]))

    assert dict(made.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp", "comment"} & made.info.keys()


def test_picture_taken_on_its_side_stands_upright() -> None:
    made = opened(write_anew(halves((1000, 500), orientation=6), PORTRAIT, None)["content"])

    assert (colour_at(made, 100, 20), colour_at(made, 100, made.height - 20)) == ("red", "blue")


@pytest.mark.parametrize(
    ("crop", "seen"),
    [
        (None, ["red", "blue"]),
        (Crop(0, 0, 0.4, 1), ["red", "red"]),
        (Crop(0.6, 0, 0.4, 1), ["blue", "blue"]),
    ],
)
def test_wanted_part_is_kept_else_the_middle(crop: Crop | None, seen: list[str]) -> None:
    made = opened(write_anew(halves((1000, 500)), PORTRAIT, crop)["content"])

    assert made.width / made.height == pytest.approx(0.8)
    assert [colour_at(made, x, 100) for x in (5, made.width - 5)] == seen


def test_logo_keeps_its_shape_and_what_shines_through() -> None:
    clear = picture((3200, 800), "PNG", mode="RGBA", colour=(0, 0, 0, 0))
    made = write_anew(clear, LOGO, None)

    assert (made["kind"], made["size"], made["small"]) == ("image/png", (1600, 400), b"")
    assert opened(made["content"]).getchannel("A").getextrema() == (0, 0)


def test_what_shines_through_a_portrait_is_white() -> None:
    clear = picture((400, 500), "PNG", mode="RGBA", colour=(0, 0, 0, 0))

    assert opened(write_anew(clear, PORTRAIT, None)["content"]).getpixel((9, 9)) == (255, 255, 255)


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HOSTILE = {
    "drawing with a script": (SVG, Fault.DRAWING),
    "page": (b"<!doctype html><script>alert(1)</script>", Fault.NO_PICTURE),
    "test virus": (EICAR, Fault.NO_PICTURE),
    "GIF and script": (b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", Fault.NO_PICTURE),
    "GIF": (animated("GIF"), Fault.NO_PICTURE),
    "picture and page": (picture() + b"<SCRIPT>alert(1)</SCRIPT>", Fault.MIXED),
    "picture and archive": (picture() + archive({"x": b"x"}), Fault.MIXED),
    "picture and PDF": (picture(comment=b"%PDF-1.7"), Fault.MIXED),
    "telephone's format": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Fault.HEIC),
    "moving PNG": (animated("PNG"), Fault.ANIMATED),
    "moving WebP": (animated("WEBP"), Fault.ANIMATED),
    "print colours": (picture(mode="CMYK", colour=(0, 0, 0, 0)), Fault.PRINT_COLOURS),
    "deep grey": (picture(kind="PNG", mode="I;16", colour=9), Fault.DEEP_COLOURS),
    "deep colours": (png_of(400, 500, depth=16), Fault.DEEP_COLOURS),
    "cut off": (picture((900, 900))[:-900], Fault.DAMAGED),
    "head alone": (picture((900, 900), "PNG")[:50], Fault.DAMAGED),
    "no pixels": (png_of(900, 900), Fault.DAMAGED),
    "50,000 pixels": (png_of(50_000, 50_000), Fault.TOO_MANY_PIXELS),
    "a few pixels": (picture((100, 900)), Fault.TOO_FEW_PIXELS),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_shown_is_refused_and_says_why(what: str) -> None:
    data, fault = HOSTILE[what]
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint leaves it behind

    with pytest.raises(FileRefused) as refused:
        write_anew(data, PORTRAIT, None)

    assert refused.value.fault is fault
    assert refused.value.field == "file"
    assert "%" not in str(refused.value)


def test_part_of_too_few_pixels_is_refused_where_the_whole_is_large() -> None:
    with pytest.raises(FileRefused) as refused:
        write_anew(picture((1600, 2000)), PORTRAIT, Crop(0, 0, 0.05, 0.05))

    assert refused.value.fault is Fault.TOO_FEW_PIXELS


def test_a_telephones_picture_fits() -> None:
    assert 8000 * 6000 <= MOST_PIXELS < 50_000 * 50_000
