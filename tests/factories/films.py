"""Films for a browser's false camera: badges held before it, one after the other."""

import io
from collections.abc import Iterable
from pathlib import Path

import qrcode
from PIL import Image, ImageFilter

FPS = 30
"""Chromium plays pictures of this kind at that rate, again and again."""

SIZE = (640, 480)
HALL = "#8d8f92"


def held(code: Image.Image | None, *, light: float = 1.0, blur: float = 0.0) -> bytes:
    """Return one picture of an empty hall, or of a hand that holds a badge with this code.

    `light` is the share of light that is left, `blur` a radius in pixels.
    """
    frame = Image.new("RGB", SIZE, HALL)
    if code is not None:
        drawn = code.convert("RGB").resize((300, 300), Image.Resampling.LANCZOS)
        frame.paste(Image.new("RGB", (360, 420), "white"), (140, 30))
        frame.paste(drawn, (170, 60))
    if light < 1:
        frame = frame.point(lambda value: int(value * light))
    if blur:
        frame = frame.filter(ImageFilter.GaussianBlur(blur))
    still = io.BytesIO()
    frame.save(still, "JPEG", quality=92)
    return still.getvalue()


def made(text: str) -> Image.Image:
    """Return the code of this text, as badges have it, with its margin."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    drawn: Image.Image = code.make_image().get_image()
    return drawn.convert("RGB")


def picture(text: str | None) -> bytes:
    """Return one picture of an empty hall, or of a badge with a code of this text."""
    return held(made(text) if text is not None else None)


def write_film(target: Path, scenes: Iterable[tuple[bytes, float]]) -> Path:
    """Write scenes of one picture and its seconds each; return the file."""
    with target.open("wb") as film:
        for still, seconds in scenes:
            film.write(still * round(seconds * FPS))
    return target


def camera_flags(film: Path) -> list[str]:
    """Return what has Chromium take the film for its camera."""
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
