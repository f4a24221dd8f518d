"""PDFs that run something, hold files, or are joined to something else are refused."""

import zlib

import pytest

from eventapp.media import pdfs
from eventapp.media.documents import PDF, kind_of
from eventapp.media.errors import Fault, FileRefused
from tests.factories import pictures

WHOLE = pictures.PDF


def with_object(content: bytes) -> bytes:
    """Return a PDF with another object."""
    return WHOLE.replace(b"xref\n0 1", b"2 0 obj" + content + b"endobj\nxref\n0 1", 1)


def listed(content: bytes, how: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF with an object in a packed list."""
    packed = zlib.compress(b"3 0 " + content)
    head = b"<</Type/ObjStm/N 1/First 4/Filter%s/Length %d>>" % (how, len(packed))
    return with_object(head + b"stream\n" + packed + b"\nendstream ")


ACTION = b"<</S/JavaScript/JS(app.alert(1))>>"
REFUSED = {
    "a program": (with_object(ACTION), Fault.RUNS),
    "a program in numbers": (with_object(b"<</S/J#61va#53cript/JS(1)>>"), Fault.RUNS),
    "a program in a packed list": (listed(ACTION), Fault.RUNS),
    "a list packed so that nobody sees it": (listed(ACTION, b"[/ASCII85Decode]"), Fault.RUNS),
    "a command": (with_object(b"<</S /Launch/F(cmd.exe)>>"), Fault.RUNS),
    "a command behind a remark": (with_object(b"<</S %x\n/Launch/F(cmd)>>"), Fault.RUNS),
    "a file attached": (with_object(b"<</Type/EmbeddedFile/Length 0>>"), Fault.RUNS),
    "a form with programs": (with_object(b"<</XFA 4 0 R>>"), Fault.RUNS),
    "a program behind its end": (WHOLE + b"MZ\x90\0program", Fault.JOINED),
    "a long program behind its end": (WHOLE + b"MZ\x90\0" * 2000, Fault.JOINED),
    "a program between two ends": (WHOLE + b"MZ\nstartxref\n9\n%%EOF\n", Fault.JOINED),
    "another PDF behind its end": (WHOLE + WHOLE, Fault.JOINED),
    "a password in numbers": (
        WHOLE.replace(b"/Root", b"/Encr#79pt 2 0 R/Root"),
        Fault.LOCKED,
    ),
    "something before it": (b"\0" * 8 + WHOLE, Fault.JOINED),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_runs_or_is_joined_is_refused_and_says_why(what: str) -> None:
    data, fault = REFUSED[what]

    with pytest.raises(FileRefused) as refused:
        kind_of(data)

    assert refused.value.fault is fault


TAKEN = {
    "changed later": WHOLE + b"2 0 obj<</Type/Page>>endobj\nxref\n0 1\nstartxref\n99\n%%EOF\r\n",
    "a word on a slide": with_object(b"<</Length 9>>stream\n(Product/Launch) Tj\nendstream "),
    "a packed list": listed(b"<</Type/Page>>"),
    "goes to its first page": with_object(b"<</OpenAction[4 0 R/Fit]>>"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_an_ordinary_one_is_taken(what: str) -> None:
    assert kind_of(TAKEN[what]) == PDF


def test_lists_that_unpack_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "MOST_LISTED", 1_000_000)

    with pytest.raises(FileRefused) as refused:
        kind_of(listed(b" " * 2_000_000))

    assert refused.value.fault is Fault.PACKED
