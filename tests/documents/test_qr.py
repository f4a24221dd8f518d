"""QR codes as runs of dark modules: what is drawn is what the code holds."""

import pypdfium2  # noqa: F401  (loads first what both need)
import zxingcpp
from PIL import Image

from eventapp.documents.qr import QUIET, matrix_of, runs, svg_of


def drawn(text: str) -> Image.Image:
    """Return the runs of a code as a picture, four dots a module."""
    matrix = matrix_of(text)
    size = len(matrix) + 2 * QUIET
    picture = Image.new("L", (size, size), 255)
    for column, row, length in runs(matrix):
        for place in range(length):
            picture.putpixel((column + place + QUIET, row + QUIET), 0)
    return picture.resize((size * 4, size * 4), Image.Resampling.NEAREST)


def test_runs_cover_each_dark_module_once() -> None:
    matrix = matrix_of("HTTPS://EVENTS.EXAMPLE.ORG")
    covered = [(x + place, y) for x, y, length in runs(matrix) for place in range(length)]

    assert len(covered) == len(set(covered)) == sum(map(sum, matrix))
    assert all(matrix[y][x] for x, y in covered)


def test_what_is_drawn_is_read_again() -> None:
    (code,) = zxingcpp.read_barcodes(drawn("Größe: 1 é"))

    assert code.text == "Größe: 1 é"


def test_a_label_of_hostile_signs_stays_a_label() -> None:
    assert "<script>" not in svg_of("x", label='"><script>alert(1)</script>')
