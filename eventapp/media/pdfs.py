"""Judging a PDF that anybody may have made: whole, open, one document, and nothing in it runs.

No page is read. What acts has names that no PDF can do without; they are looked for wherever a
reader would find them, also with signs written as numbers, and in packed lists of objects.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from eventapp.media.errors import Fault, FileRefused

TAIL = 2048
"""Bytes at the end in which a PDF says that it is whole."""
MOST_LISTED = 64_000_000
"""Bytes to which its lists of objects may unpack together."""
_BLANKS = rb"(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])*"
_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\0\t\n\f\r ]*\Z")
_GOES_ON = re.compile(rb"[\0\t\n\f\r ]*(?:\d+\s+\d+\s+obj\b|xref\b|startxref\b|%(?!PDF-)|\Z)")
_STREAM = re.compile(rb"(?<!end)stream *(?:\r\n|\n|\r)")
_NUMBERS = re.compile(rb"\s*\d+\s+\d+\s")
"""How a list of objects begins: with number and place of each."""
HEAD = 1000
"""Bytes before a stream in which it is said what it is."""
FIRST = 4096
"""Bytes of a stream that tell whether it is a list of objects."""


def _named(name: str) -> bytes:
    """Return the pattern of a name; any of its signs may be written as `#` and its number."""
    signs = (f"(?:{sign}|#{ord(sign):02x}|#{ord(sign):02X})" for sign in name)
    return b"/" + "".join(signs).encode()


_RUNS = re.compile(
    b"|".join(
        (
            *map(_named, ("JavaScript", "RichMedia", "EmbeddedFile")),
            rb"(?:%s|obj)%s%s" % (_named("S"), _BLANKS, _named("Launch")),
            rb"%s%s(?:\[|\d)" % (_named("XFA"), _BLANKS),
        )
    )
)
"""Programs, forms with programs, commands, and files of any kind that are attached."""
_LOCKED = re.compile(_named("Encrypt") + rb"(?=[\s\d<])")
_OBJECTS = re.compile(_named("ObjStm"))


def judge(data: bytes) -> None:
    """Refuse what is cut off, locked or joined to something else, and what runs. FileRefused."""
    tail = data[-TAIL:]
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise FileRefused(Fault.JOINED if b"%%EOF" in data[:-TAIL] else Fault.DAMAGED)
    if _LOCKED.search(data):
        raise FileRefused(Fault.LOCKED)
    if not _END.search(tail) or zipfile.is_zipfile(io.BytesIO(data)) or not _one_document(data):
        raise FileRefused(Fault.JOINED)
    if _RUNS.search(data) or any(_RUNS.search(listed) for listed in _lists(data)):
        raise FileRefused(Fault.RUNS)


def _one_document(data: bytes) -> bool:
    """Say whether behind each end nothing stands but a later version of the same document."""
    ends = re.finditer(rb"%%EOF", data)
    return all(_GOES_ON.match(data, end.end()) for end in ends)


def _lists(data: bytes) -> Iterator[bytes]:
    """Yield what is packed into lists of objects. Raises FileRefused for what cannot be read."""
    left = MOST_LISTED
    for stream in _STREAM.finditer(data):
        head = data[max(0, stream.start() - HEAD) : stream.start()].rpartition(b"obj")[2]
        named = _OBJECTS.search(head) is not None
        begins = _unpacked(data[stream.end() : stream.end() + FIRST], FIRST)
        if named and not begins and b"Filter" in head:
            raise FileRefused(Fault.RUNS)  # nobody packs a list otherwise who has nothing to hide
        if named or _NUMBERS.match(begins):
            listed = _unpacked(data[stream.end() :], left)
            left -= len(listed)
            if left <= 0:
                raise FileRefused(Fault.PACKED)
            yield listed


def _unpacked(packed: bytes, most: int) -> bytes:
    """Return at most so many bytes of what was packed; of what is packed otherwise nothing."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
