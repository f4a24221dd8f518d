"""Documents that anybody may have made: known by content, or refused with a reason."""

import pytest

from eventapp.media import packages
from eventapp.media.documents import PDF, kind_of
from eventapp.media.errors import Fault, FileRefused
from eventapp.media.packages import ODP, PPTX
from tests.factories import pictures
from tests.factories.pictures import archive, odp, picture, pptx


@pytest.mark.parametrize(
    ("data", "kind"),
    [(pictures.PDF, PDF), (pptx(), PPTX), (odp(), ODP)],
    ids=["PDF", "PPTX", "ODP"],
)
def test_document_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
REFUSED = {
    "picture": (picture(), Fault.NO_DOCUMENT),
    "page": (b"<html>", Fault.NO_DOCUMENT),
    "PDF behind a page": (b"<html>%PDF-1.7 startxref %%EOF", Fault.JOINED),
    "presentation behind a program": (b"MZ" + b"\0" * 99 + pptx(), Fault.JOINED),
    "any archive": (archive({"x": b"x"}), Fault.NO_DOCUMENT),
    "table": (pptx(main=SHEET), Fault.NO_DOCUMENT),
    "old PowerPoint": (OLD + b"\0" * 600, Fault.NO_DOCUMENT),
    "Office under a password": (OLD + b"E\0n\0c\0r\0y\0p\0t\0e\0d", Fault.LOCKED),
    "PDF under a password": (pictures.PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), Fault.LOCKED),
    "PDF cut off": (pictures.PDF[:40], Fault.DAMAGED),
    "PDF and archive": (pictures.PDF[:-6] + archive({"x": b"x"}) + b"%%EOF", Fault.JOINED),
    "macros": (pptx({"ppt/vbaProject.bin": b""}), Fault.MACROS),
    "cut off": (pptx()[:60], Fault.DAMAGED),
    "way out": (pptx({"../../etc/cron.d/x": b""}), Fault.DAMAGED),
}


@pytest.mark.parametrize("what", REFUSED)
def test_other_files_are_refused_and_say_why(what: str) -> None:
    data, fault = REFUSED[what]

    with pytest.raises(FileRefused) as refused:
        kind_of(data)

    assert refused.value.fault is fault


def test_what_unpacks_to_far_more_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_UNPACKED", 1_000_000)

    with pytest.raises(FileRefused) as refused:
        kind_of(pptx({"ppt/media/image1.bmp": b"\0" * 1_000_000}))

    assert refused.value.fault is Fault.PACKED
