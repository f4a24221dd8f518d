"""Presentations with macros under any name, locked, or joined to something else are refused."""

import io
import struct
import zipfile

import pytest

from eventapp.media.documents import kind_of
from eventapp.media.errors import Fault, FileRefused
from eventapp.media.packages import ODP, PPTX
from tests.factories.pictures import archive, odp, pptx

PROJECT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")
TYPES = b'<Types><Default Extension="bin" ContentType="application/vnd.ms-office.%s"/>%s</Types>'
MAIN = b'<Override ContentType="%s.main+xml"/>' % PPTX.encode()
LINK = (
    b'<Relationship Type="http://schemas.microsoft.com/office/2006/relationships/%s" Target="x"/>'
)
ENCRYPTED = b"<manifest:encryption-data manifest:checksum='x'/>"
PROGRAM = b'<a:hlinkClick action="ppaction://program" r:id="rId2"/>'


def opened(more: dict[str, bytes]) -> bytes:
    """Return an OpenDocument presentation that holds these members, too."""
    parts = {"content.xml": b"<office/>", **more}
    return archive({"mimetype": ODP.encode(), **parts}, packed=False)


def under_a_password(data: bytes) -> bytes:
    """Return the archive with its members marked as locked."""
    marked = bytearray(data)
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        begins = -1
        while (begins := marked.find(sign, begins + 1)) >= 0:
            marked[begins + at] |= 1
    return bytes(marked)


def hidden_member(data: bytes) -> bytes:
    """Return the archive with a member that its directory does not name."""
    lone = archive({"x.exe": b"MZ"}, packed=False)
    lone = lone[: lone.index(b"PK\1\2")]
    at = data.index(b"PK\1\2")
    end = bytearray(data[at:])
    place = len(end) - 6
    (directory,) = struct.unpack_from("<L", end, place)
    struct.pack_into("<L", end, place, directory + len(lone))
    return data[:at] + lone + bytes(end)


def twice(name: str) -> bytes:
    """Return a presentation in which two members have one name."""
    held = io.BytesIO(pptx())
    with zipfile.ZipFile(held, "a") as made:
        made.writestr(name, b"<other/>")
    return held.getvalue()


REFUSED = {
    "Basic": (opened({"Basic/Standard/Module1.xml": b"x"}), Fault.MACROS),
    "Python": (opened({"Scripts/python/a.py": b"x"}), Fault.MACROS),
    "command of the program": (
        opened({"styles.xml": b'xlink:href="vnd.sun.star.script:a.py$b"'}),
        Fault.MACROS,
    ),
    "locked OpenDocument": (opened({"META-INF/manifest.xml": ENCRYPTED}), Fault.LOCKED),
    "locked members": (under_a_password(pptx()), Fault.LOCKED),
    "renamed macros": (pptx({"ppt/media/image1.bin": PROJECT}), Fault.MACROS),
    "macros by their kind": (
        archive({"[Content_Types].xml": TYPES % (b"vbaProject", MAIN), "ppt/a.bin": b"x"}),
        Fault.MACROS,
    ),
    "macros by a kind in numbers": (
        archive({"[Content_Types].xml": TYPES % (b"vba&#x50;roject", MAIN), "ppt/a.bin": b"x"}),
        Fault.MACROS,
    ),
    "macros by a link": (
        pptx({"ppt/_rels/presentation.xml.rels": LINK % b"vbaProject"}),
        Fault.MACROS,
    ),
    "table with macros": (pptx({"ppt/embeddings/Sheet1.xlsm": b"x"}), Fault.MACROS),
    "a click that starts a program": (pptx({"ppt/slides/slide1.xml": PROGRAM}), Fault.MACROS),
    "something before it": (b"PK and a program" + pptx(), Fault.JOINED),
    "something behind it": (pptx() + b"#!/bin/sh\n", Fault.JOINED),
    "another archive behind it": (odp() + archive({"x": b"x"}), Fault.JOINED),
    "another archive before it": (archive({"x": b"x"}) + odp(), Fault.JOINED),
    "a member that is not listed": (hidden_member(pptx()), Fault.JOINED),
    "a member twice": (twice("PPT/presentation.xml"), Fault.JOINED),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_runs_is_locked_or_joined_is_refused_and_says_why(what: str) -> None:
    data, fault = REFUSED[what]

    with pytest.raises(FileRefused) as refused:
        kind_of(data)

    assert refused.value.fault is fault


def streamed(members: dict[str, bytes]) -> bytes:
    """Return an archive as programs write it that cannot go back: lengths stand behind members."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    held = Pipe()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return held.getvalue()


def test_an_ordinary_presentation_is_taken_however_it_was_written() -> None:
    parts = {"[Content_Types].xml": b"<Types>%s</Types>" % MAIN, "ppt/slides/slide1.xml": b"<p/>"}

    assert kind_of(streamed(parts)) == PPTX
    assert kind_of(opened({"Configurations2/": b"", "Pictures/a.png": b"x"})) == ODP
