"""Why a file is refused: the reason, and a sentence that says what to do."""

from enum import StrEnum
from typing import Any

from eventapp.errors import Invalid, NotFound, Sentence


class Fault(StrEnum):
    """What is wrong with a file; the API names it."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NO_PICTURE = "no-picture"
    HEIC = "heic"
    DRAWING = "drawing"
    MIXED = "mixed"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_FEW_PIXELS = "too-few-pixels"
    ANIMATED = "animated"
    PRINT_COLOURS = "print-colours"
    DEEP_COLOURS = "deep-colours"
    NO_DOCUMENT = "no-document"
    LOCKED = "locked"
    MACROS = "macros"
    PACKED = "packed"
    JOINED = "joined"
    RUNS = "runs"


SENTENCES = {
    Fault.EMPTY: Sentence("The file is empty. Choose another one."),
    Fault.TOO_LARGE: Sentence(
        "The file is too large: at most %(most)s MB are accepted. Choose a smaller one."
    ),
    Fault.NO_PICTURE: Sentence(
        "This is not a picture that can be used here. Choose a JPEG, PNG or WebP file."
    ),
    Fault.HEIC: Sentence(
        "Pictures in the HEIC format cannot be read here. Save the picture as JPEG first."
    ),
    Fault.DRAWING: Sentence(
        "Drawings (SVG) are not accepted because they may contain programs. Save the drawing as a "
        "PNG file first."
    ),
    Fault.MIXED: Sentence(
        "The file is a picture and contains something else as well. Save the picture anew with an "
        "image program first."
    ),
    Fault.DAMAGED: Sentence("The file is incomplete or damaged. Save it anew and choose it again."),
    Fault.TOO_MANY_PIXELS: Sentence(
        "The picture is too large: at most %(most)s megapixels can be read. Reduce its size first."
    ),
    Fault.TOO_FEW_PIXELS: Sentence(
        "The picture is too small: at least %(width)s × %(height)s pixels are needed. Choose a "
        "larger one, or a larger part of it."
    ),
    Fault.ANIMATED: Sentence(
        "The picture is animated. Save a single frame of it as JPEG or PNG first."
    ),
    Fault.PRINT_COLOURS: Sentence(
        "The picture is made for printing (CMYK colours). Save it in RGB colours first."
    ),
    Fault.DEEP_COLOURS: Sentence(
        "The picture has 16 bits per colour. Save it with 8 bits per colour, for example as JPEG, "
        "first."
    ),
    Fault.NO_DOCUMENT: Sentence(
        "This is not a document that can be used here. Choose a PDF, PowerPoint (PPTX) or "
        "OpenDocument (ODP) file."
    ),
    Fault.LOCKED: Sentence("The document is protected by a password. Save it without one first."),
    Fault.MACROS: Sentence("The document contains macros. Save it without them, or as PDF, first."),
    Fault.PACKED: Sentence(
        "The document unpacks to far more than presentations hold. Save it anew, or as PDF, first."
    ),
    Fault.JOINED: Sentence(
        "The file contains something else before, in or behind the document. Save the document "
        "anew first."
    ),
    Fault.RUNS: Sentence(
        "The PDF contains a program (JavaScript), starts one, or has files attached. Save or print "
        "it as a new PDF without them first."
    ),
}


class FileRefused(Invalid):
    """The file is not taken; nothing of it was stored."""

    def __init__(self, fault: Fault, **values: Any) -> None:
        super().__init__(Sentence.kept(SENTENCES[fault].msgid, values), field="file")
        self.fault = fault
        self.code = fault.value
        """As the API tells it."""


class NoSuchFile(NotFound):
    """There is no such file, or the asker may not know that there is."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no page at this address."))
