"""Judging documents that anybody may have made, by content: the child's side.

They are kept as they are and only ever handed out as files to save.
"""

import io
import zipfile

from eventapp.media.errors import Fault, FileRefused

PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODP = "application/vnd.oasis.opendocument.presentation"
ENDINGS = {PDF: "pdf", PPTX: "pptx", ODP: "odp"}
"""By kind of content: how the name of such a file ends."""

MOST_MEMBERS = 20_000
MOST_UNPACKED = 600_000_000
TAIL = 2048
"""Bytes at the end of a PDF in which it says that it is whole."""
MOST_TYPES = 1_000_000
"""Bytes of the member that says what a presentation holds."""


def kind_of(data: bytes) -> str:
    """Return what kind of document it is. Raises FileRefused."""
    if data.startswith(b"%PDF-"):
        _judge_pdf(data)
        return PDF
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # an Office file under a password
        raise FileRefused(Fault.LOCKED if b"E\0n\0c\0r\0y\0p\0t" in data else Fault.NO_DOCUMENT)
    raise FileRefused(Fault.NO_DOCUMENT)


def _judge_pdf(data: bytes) -> None:
    if b"startxref" not in data[-TAIL:] or b"%%EOF" not in data[-TAIL:]:
        raise FileRefused(Fault.DAMAGED)
    if b"/Encrypt" in data:
        raise FileRefused(Fault.LOCKED)
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise FileRefused(Fault.MIXED)


def _kind_of_archive(data: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        _judge_members(members, len(data))
        names = {member.filename for member in members}
        if "mimetype" in names and archive.getinfo("mimetype").file_size == len(ODP):
            kind = ODP if archive.read("mimetype") == ODP.encode() else ""
        else:
            kind = _kind_of_package(archive, names)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise FileRefused(Fault.DAMAGED) from error
    except RuntimeError as error:  # a member under a password
        raise FileRefused(Fault.LOCKED) from error
    if not kind:
        raise FileRefused(Fault.NO_DOCUMENT)
    return kind


def _kind_of_package(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Return the kind of an Office package, by what it says of its main part."""
    if "[Content_Types].xml" not in names:
        return ""
    if archive.getinfo("[Content_Types].xml").file_size > MOST_TYPES:
        raise FileRefused(Fault.PACKED)
    types = archive.read("[Content_Types].xml")
    macros = any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
    if macros or b"macroEnabled" in types:
        raise FileRefused(Fault.MACROS)
    main = b"presentationml.presentation.main+xml", b"presentationml.slideshow.main+xml"
    return PPTX if any(name in types for name in main) else ""


def _judge_members(members: list[zipfile.ZipInfo], length: int) -> None:
    """Refuse what unpacks to more than presentations hold, and what leads out of a folder."""
    if len(members) > MOST_MEMBERS or sum(entry.file_size for entry in members) > MOST_UNPACKED:
        raise FileRefused(Fault.PACKED)
    if sum(entry.compress_size for entry in members) > length:  # members that share their bytes
        raise FileRefused(Fault.PACKED)
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in member.filename.split("/"):
            raise FileRefused(Fault.DAMAGED)
