"""QR codes as runs of dark modules: for pages as SVG, for print as rectangles.

Badge tokens (132 alphanumeric characters) always become version 6, level M, mask 0: a fixed mask
saves scoring eight of them and reads just as well (ISO/IEC 18004 forbids none). Their modules are
placed by tables (`badge_modules`), those of other texts by a library.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from eventapp.documents.badge_modules import modules_of

QUIET = 4
"""Light modules that must surround a code."""

DOTS = 8
"""Width of a module in a picture: twice what e-mails show it at, for fine screens.

Eight dots of one bit are one byte, so a module is a byte of its row."""

PACKED = 6
"""How hard a picture is packed, of 9."""

LIGHT, DARK = b"\xff", b"\x00"


@lru_cache(maxsize=512)
def matrix_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a code for any text, dark ones True, without the quiet zone."""
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415  (large, with all of PIL)
    from qrcode.main import QRCode  # noqa: PLC0415  (large, with all of PIL)

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def runs(matrix: tuple[tuple[bool, ...], ...]) -> Iterator[tuple[int, int, int]]:
    """Yield (column, row, length) of each run of dark modules."""
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield start, y, x - start
                start = None


def svg_of(text: str, *, label: str = "QR") -> Markup:
    """Return the code as inline SVG, black on white with its quiet zone."""
    return _svg(matrix_of(text), label)


def badge_svg(token: str, *, label: str) -> Markup:
    """Return a badge token's code as inline SVG."""
    return _svg(modules_of(token), label)


def badge_png(token: str) -> bytes:
    """Return a badge token's code as a PNG for e-mails, black on white with its quiet zone.

    Written by hand, one bit a dot (PNG specification, 5 and 11): a picture library takes ten times
    as long, and one is made for each confirmation. Packing harder takes ten times as long, too,
    and gains nothing.
    """
    matrix = modules_of(token)
    side = len(matrix) + 2 * QUIET
    margin, edge = LIGHT * QUIET, LIGHT * side
    rows = [margin + b"".join(DARK if dark else LIGHT for dark in row) + margin for row in matrix]
    rows = [edge] * QUIET + rows + [edge] * QUIET
    # Each line of dots begins with its filter: none.
    dots = b"".join((b"\x00" + row) * DOTS for row in rows)
    head = struct.pack(">IIBBBBB", side * DOTS, side * DOTS, 1, 0, 0, 0, 0)  # one bit of grey
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(dots, PACKED)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    """Return a part of a PNG: length, kind, content, check sum."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _svg(matrix: tuple[tuple[bool, ...], ...], label: str) -> Markup:
    size = len(matrix) + 2 * QUIET
    path = "".join(f"M{x + QUIET} {y + QUIET}h{n}v1h-{n}z" for x, y, n in runs(matrix))
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        '<path d="{path}"/></svg>'
    ).format(size=size, label=label, path=path)
