"""The process that reads uploaded files: what comes back, and what it may take."""

import zlib

import pytest

from eventapp.media import reading
from eventapp.media.errors import Fault, FileRefused
from eventapp.media.purposes import MOST_BYTES, FilePurpose
from eventapp.media.reading import read
from tests.factories import pictures
from tests.factories.pictures import picture, png_of


def fault_of(data: bytes, purpose: FilePurpose = FilePurpose.PORTRAIT) -> Fault:
    """Return why a file is refused."""
    with pytest.raises(FileRefused) as refused:
        read(data, "ada.jpg", purpose)
    return refused.value.fault


def test_picture_comes_back_written_anew() -> None:
    media_file = read(picture((800, 1000), "PNG"), "Ada.PNG", FilePurpose.PORTRAIT)

    assert (media_file.name, media_file.content_type, media_file.size) == (
        "Ada.jpg",
        "image/jpeg",
        (640, 800),
    )
    assert media_file.content.startswith(b"\xff\xd8\xff")
    assert media_file.small.startswith(b"\xff\xd8\xff")


def test_document_comes_back_as_it_is() -> None:
    media_file = read(pictures.PDF, "slides", FilePurpose.MATERIAL)

    assert (media_file.name, media_file.content, media_file.size) == (
        "slides.pdf",
        pictures.PDF,
        None,
    )


def test_refusal_comes_back_with_its_reason() -> None:
    assert fault_of(b"<svg/>") is Fault.DRAWING
    assert fault_of(picture(), FilePurpose.MATERIAL) is Fault.NO_DOCUMENT


def test_nothing_is_read_of_an_empty_or_too_large_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_asked", lambda *_all: pytest.fail("it was read"))

    assert fault_of(b"") is Fault.EMPTY
    assert fault_of(b"x" * (MOST_BYTES[FilePurpose.PORTRAIT] + 1)) is Fault.TOO_LARGE


def test_largest_picture_that_is_allowed_fits_into_the_memory_of_the_child() -> None:
    rows = zlib.compress(b"\0" * (7000 * 3 + 1) * 7000, 9)

    assert read(png_of(7000, 7000, pixels=rows), "x", FilePurpose.PORTRAIT).size == (640, 800)


def test_child_that_is_late_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)

    assert fault_of(picture()) is Fault.DAMAGED
