"""Judging documents that anybody may have made, by content: the child's side.

They are kept as they are and only ever handed out as files to save; what runs when one is opened
is not taken.
"""

import io
import struct
import zipfile
import zlib

from eventapp.media import packages, pdfs
from eventapp.media.errors import Fault, FileRefused
from eventapp.media.packages import ODP, PPTX

PDF = "application/pdf"
ENDINGS = {PDF: "pdf", PPTX: "pptx", ODP: "odp"}
"""By kind of content: how the name of such a file ends."""
_BROKEN = (
    zipfile.BadZipFile,
    struct.error,
    zlib.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
)


def kind_of(data: bytes) -> str:
    """Return what kind of document it is. Raises FileRefused."""
    if data.startswith(b"%PDF-"):
        pdfs.judge(data)
        return PDF
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # an Office file under a password
        raise FileRefused(Fault.LOCKED if b"E\0n\0c\0r\0y\0p\0t" in data else Fault.NO_DOCUMENT)
    joined = zipfile.is_zipfile(io.BytesIO(data)) or b"%PDF-" in data[: pdfs.TAIL]
    raise FileRefused(Fault.JOINED if joined else Fault.NO_DOCUMENT)


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = packages.kind_of(data, archive)
    except _BROKEN as error:
        raise FileRefused(Fault.DAMAGED) from error
    except RuntimeError as error:  # a member under a password
        raise FileRefused(Fault.LOCKED) from error
    if not kind:
        raise FileRefused(Fault.NO_DOCUMENT)
    return kind
