"""Pictures and documents as people upload them, and such as are meant to do harm."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.media import services
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import ReadFile
from tests.factories.events import NOON


def picture(
    size: tuple[int, int] = (400, 500),
    kind: str = "JPEG",
    *,
    mode: str = "RGB",
    colour: Any = "navy",
    **more: Any,
) -> bytes:
    """Return a picture of one colour."""
    held = io.BytesIO()
    Image.new(mode, size, colour).save(held, kind, **more)
    return held.getvalue()


def halves(size: tuple[int, int] = (1000, 500), *, orientation: int = 1) -> bytes:
    """Return a picture whose left half is red and whose right half is blue, with a place in it."""
    made = Image.new("RGB", size, "red")
    made.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of Ada"
    exif.get_ifd(0x8825)[1] = "N"
    held = io.BytesIO()
    made.save(held, "JPEG", quality=95, exif=exif)
    return held.getvalue()


def animated(kind: str) -> bytes:
    """Return a picture of two frames."""
    held = io.BytesIO()
    frames = [Image.new("RGB", (200, 250), colour) for colour in ("red", "blue")]
    frames[0].save(held, kind, save_all=True, append_images=frames[1:])
    return held.getvalue()


def png_of(width: int, height: int, *, depth: int = 8, pixels: bytes = b"") -> bytes:
    """Return a PNG whose head says so much of it, whatever follows."""
    head = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def archive(members: dict[str, bytes], *, packed: bool = True) -> bytes:
    """Return a zip archive with these members."""
    held = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(held, "w", how) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return held.getvalue()


PRESENTATION = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def pptx(more: dict[str, bytes] | None = None, *, main: bytes = PRESENTATION) -> bytes:
    """Return as much of a PowerPoint file as says what it is."""
    types = (
        b'<Types><Override PartName="/ppt/presentation.xml" ContentType="' + main + b'"/></Types>'
    )
    return archive({"[Content_Types].xml": types, "ppt/presentation.xml": b"<p/>", **(more or {})})


def odp() -> bytes:
    """Return as much of an OpenDocument presentation as says what it is."""
    kind = b"application/vnd.oasis.opendocument.presentation"
    return archive({"mimetype": kind, "content.xml": b"<office/>"}, packed=False)


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def make_file(
    session: Session,
    folder: Path,
    event: Event,
    purpose: FilePurpose = FilePurpose.PORTRAIT,
    content: bytes = b"content",
) -> StoredFile:
    """Return a stored file as if it had been read."""
    small = b"small" if purpose is FilePurpose.PORTRAIT else b""
    kind, name = ("application/pdf", "slides.pdf")
    if purpose is not FilePurpose.MATERIAL:
        kind, name = "image/jpeg", "ada.jpg"
    read = ReadFile(purpose, name, kind, content, small, (640, 800))
    return services.store(session, folder, read, event.id, by="Katrin", now=NOON)
