"""Reading pictures that anybody may have made, and writing them anew: the child's side.

Nothing of the file itself is kept but its pixels: no place, no time, no text, no second file that
hides behind it. The orientation is applied, the colours become sRGB.
"""

import io
import zipfile
from typing import Any

from eventapp.media.errors import Fault, FileRefused
from eventapp.media.looks import Crop, Look, box_of, size_of

MOST_PIXELS = 50_000_000
"""More than a telephone's camera takes; the limit of memory is chosen by it."""

FORMATS = ("JPEG", "PNG", "WEBP")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
HEAD = 1024
"""Bytes in which readers look for the beginning of a PDF or of a drawing."""

PAGES = (b"<script", b"<html", b"<!doctype", b"<?php", b"javascript:")
"""What makes a browser or a server take a file for a program, in small letters."""

QUALITY = 85
DEEP = 16
"""Bits of a colour that are too many."""
DEPTH_AT = 24
"""Where a PNG says them."""


def write_anew(data: bytes, look: Look, crop: Crop | None) -> dict[str, Any]:
    """Return a picture's editions and size. Raises FileRefused."""
    _look_at(data)
    from PIL import Image, ImageFile, ImageOps  # noqa: PLC0415  (only the child pays for it)

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # whoever loads WeasyPrint has it on
    Image.MAX_IMAGE_PIXELS = None  # counted here, with a sentence for whoever chose the file
    try:
        picture: Any = Image.open(io.BytesIO(data), formats=FORMATS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused(Fault.NO_PICTURE) from error
    _judge(picture, data)
    try:
        if picture.format != "PNG":  # decodes fewer pixels where fewer are wanted
            picture.draft("RGB", _draft_size(look, crop, picture.size))
        picture.load()
        picture = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused(Fault.DAMAGED) from error
    return _editions(picture, look, crop)


def _look_at(data: bytes) -> None:
    """Refuse by the bytes alone what is no picture, or a picture and something else."""
    head = data[:HEAD]
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        raise FileRefused(Fault.HEIC)
    known = head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    )
    if not known:
        raise FileRefused(Fault.DRAWING if b"<svg" in head.lower() else Fault.NO_PICTURE)
    small = data.lower()
    if b"%pdf-" in small[:HEAD] or any(word in small for word in PAGES):
        raise FileRefused(Fault.MIXED)
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise FileRefused(Fault.MIXED)


def _judge(picture: Any, data: bytes) -> None:
    """Refuse by its head what cannot be shown as it is meant, before any pixel is read."""
    if picture.width * picture.height > MOST_PIXELS:
        raise FileRefused(Fault.TOO_MANY_PIXELS, most=MOST_PIXELS // 1_000_000)
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise FileRefused(Fault.ANIMATED)
    if picture.mode in {"CMYK", "YCCK", "LAB"}:
        raise FileRefused(Fault.PRINT_COLOURS)
    deep = picture.format == "PNG" and data[DEPTH_AT] == DEEP
    if deep or picture.mode.startswith(("I", "F")):
        raise FileRefused(Fault.DEEP_COLOURS)


def _draft_size(look: Look, crop: Crop | None, size: tuple[int, int]) -> tuple[int, int]:
    """Return how large the whole picture must be read for the part to have all its pixels.

    Whether it lies on its side is not known yet, so the larger of both is asked for.
    """
    needed = 0.0
    for seen in (size, size[::-1]):
        box = box_of(look, crop, seen)
        needed = max(needed, size_of(look, box)[0] / (box[2] - box[0]))
    return round(size[0] * needed), round(size[1] * needed)


def _editions(picture: Any, look: Look, crop: Crop | None) -> dict[str, object]:
    box = box_of(look, crop, picture.size)
    if box[2] - box[0] < look.least[0] - 1 or box[3] - box[1] < look.least[1] - 1:
        raise FileRefused(Fault.TOO_FEW_PIXELS, width=look.least[0], height=look.least[1])
    clear = look.see_through and ("A" in picture.mode or "transparency" in picture.info)
    profile = picture.info.get("icc_profile")
    shown = picture.convert("RGBA" if picture.mode in {"LA", "PA", "RGBA", "P"} else "RGB")
    size = size_of(look, box)
    made = _in_srgb(shown.resize(size, box=box, reducing_gap=3.0), profile)
    plain = look.see_through and picture.format != "JPEG"  # drawn, not photographed
    content, kind = _encoded(made, as_png=clear or plain)
    small = b""
    if look.small:
        small, _kind = _encoded(made.resize(look.small, reducing_gap=3.0), as_png=clear)
    return {"content": content, "small": small, "kind": kind, "size": size}


def _in_srgb(picture: Any, profile: bytes | None) -> Any:
    """Return the picture in the colours that every screen takes for granted."""
    from PIL import ImageCms  # noqa: PLC0415  (only the child pays for it)

    if not profile:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that says nothing of these
        return picture


def _encoded(picture: Any, *, as_png: bool) -> tuple[bytes, str]:
    from PIL import Image  # noqa: PLC0415  (only the child pays for it)

    written = io.BytesIO()
    for name in ("exif", "icc_profile", "xmp"):
        picture.info.pop(name, None)
    if as_png:
        picture.save(written, "PNG", optimize=True)
        return written.getvalue(), "image/png"
    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue(), "image/jpeg"
