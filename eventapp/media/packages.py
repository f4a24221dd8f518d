"""Judging presentations that are archives: one archive, nothing beside it, no lock, no macros."""

import html
import struct
import zipfile

from eventapp.media.errors import Fault, FileRefused

MOST_MEMBERS = 20_000
MOST_UNPACKED = 600_000_000
MOST_TYPES = 1_000_000
"""Bytes of a member that says what a presentation holds."""
MOST_READ = 60_000_000
"""Bytes of members that are looked through, together."""
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODP = "application/vnd.oasis.opendocument.presentation"
_MAIN = ("presentationml.presentation.main+xml", "presentationml.slideshow.main+xml")
_END = struct.Struct("<4s4H2LH")
_MEMBER = struct.Struct("<4s5H3L2H")
_DESCRIPTOR = 24
"""Most bytes that say behind a member how long it was."""
_DESCRIBED = 0x08
_LOCKED = 0x01
_WITH_MACROS = (".docm", ".dotm", ".potm", ".ppam", ".ppsm", ".pptm", ".xlam", ".xlsm", ".xltm")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROJECT = "_VBA_PROJECT".encode("utf-16-le")


def kind_of(data: bytes, archive: zipfile.ZipFile) -> str:
    """Return which presentation the archive is; empty: none. Raises FileRefused."""
    members = archive.infolist()
    _judge_members(members, len(data))
    _judge_joints(data, members)
    names = [member.filename for member in members]
    if "mimetype" in names and archive.getinfo("mimetype").file_size == len(ODP):
        return _open_document(archive) if archive.read("mimetype") == ODP.encode() else ""
    return _office(archive) if "[Content_Types].xml" in names else ""


def _judge_members(members: list[zipfile.ZipInfo], length: int) -> None:
    """Refuse what unpacks to more than presentations hold, and what leads out of a folder."""
    if len(members) > MOST_MEMBERS or sum(entry.file_size for entry in members) > MOST_UNPACKED:
        raise FileRefused(Fault.PACKED)
    if sum(entry.compress_size for entry in members) > length:  # members that share their bytes
        raise FileRefused(Fault.PACKED)
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in member.filename.split("/"):
            raise FileRefused(Fault.DAMAGED)
        if member.flag_bits & _LOCKED:
            raise FileRefused(Fault.LOCKED)


def _judge_joints(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Refuse bytes before, between and behind the members, and names that stand twice."""
    if len({member.filename.casefold() for member in members}) < len(members):
        raise FileRefused(Fault.JOINED)
    at = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        gap = member.header_offset - at
        if gap:
            raise FileRefused(Fault.JOINED)
        *_facts, name, extra = _MEMBER.unpack_from(data, member.header_offset)
        at += _MEMBER.size + name + extra + member.compress_size
        if member.flag_bits & _DESCRIBED:
            at = _behind_descriptor(data, at)
    signature, *_more, directory, comment = _END.unpack_from(data, len(data) - _END.size)
    if signature != b"PK\5\6" or comment or at != directory:
        raise FileRefused(Fault.JOINED)


def _behind_descriptor(data: bytes, at: int) -> int:
    """Return where the next part of the archive begins behind the length of a member."""
    ends = [data.find(sign, at, at + _DESCRIPTOR + 4) for sign in (b"PK\3\4", b"PK\1\2")]
    return min((end for end in ends if end >= 0), default=at)


def _open_document(archive: zipfile.ZipFile) -> str:
    for member in archive.infolist():
        folder, inside, name = member.filename.partition("/")
        if inside and name and folder.casefold() in ("basic", "scripts"):
            raise FileRefused(Fault.MACROS)
    if "encryption-data" in _texts(archive, ("META-INF/manifest.xml",)):
        raise FileRefused(Fault.LOCKED)
    if "vnd.sun.star.script" in _texts(archive, ("content.xml", "styles.xml")):
        raise FileRefused(Fault.MACROS)
    return ODP


def _office(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if archive.getinfo("[Content_Types].xml").file_size > MOST_TYPES:
        raise FileRefused(Fault.PACKED)
    types = _texts(archive, ("[Content_Types].xml",))
    links = _texts(archive, tuple(name for name in names if name.casefold().endswith(".rels")))
    slides = tuple(name for name in names if name.startswith("ppt/slide") and name.endswith(".xml"))
    if (
        any(name.casefold().endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
        or any(name.casefold().endswith(_WITH_MACROS) for name in names)
        or any(name.casefold().startswith("ppt/activex/") for name in names)
        or any(word in types for word in ("macroenabled", "vbaproject", "vbadata"))
        or "vbaproject" in links
        or any(
            word in _texts(archive, slides) for word in ("ppaction://program", "ppaction://macro")
        )
        or _holds_project(archive)
    ):
        raise FileRefused(Fault.MACROS)
    return PPTX if any(name in types for name in _MAIN) else ""


def _holds_project(archive: zipfile.ZipFile) -> bool:
    """Say whether a member is a part with macros, whatever it is called."""
    for member in archive.infolist():
        with archive.open(member) as part:
            if part.read(len(_OLD_OFFICE)) == _OLD_OFFICE and _PROJECT in part.read(MOST_READ):
                return True
    return False


def _texts(archive: zipfile.ZipFile, names: tuple[str, ...]) -> str:
    """Return what these members say, in small letters, however their signs are written."""
    known = [member for member in archive.infolist() if member.filename in names]
    if sum(member.file_size for member in known) > MOST_READ:
        raise FileRefused(Fault.PACKED)
    texts = (archive.read(member).replace(b"\0", b"").decode("latin-1") for member in known)
    return html.unescape(" ".join(texts)).casefold()
