"""What is drawn on badges as plain PDF operators: codes, the flow, threads, cut marks. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from eventapp.badges.back_side import Back
from eventapp.badges.queries import Face
from eventapp.badges.sheets import Layout, Side
from eventapp.documents.badge_modules import modules_of
from eventapp.documents.qr import runs
from eventapp.events.models import BadgeBand

POINTS_PER_MM = 72 / 25.4
QR_LEFT, QR_TOP, QR_MM = 69.0, 88.0, 30.0
RED, WHITE = "0.894 0.192 0.184 RG", "1 G"
THREAD_LEFT, KNOT, HOLE = 22.5, 2.3, 1.1
"""Where the day's thread runs, and how wide its knots are; a pause's knot has a hole."""


def under(side: Side, backs: Sequence[Back], layout: Layout) -> tuple[bytes, ...]:
    """Return a page's drawings: the flow once a cell, then each badge's own thread and code."""
    drawings = []
    for (cell, face), back in zip(side.places, backs, strict=True):
        left, top = layout.cells[cell]
        bottom = layout.height - top
        if side.back:
            drawings.append(_day(back, left, bottom))
            continue
        drawings.append(_flow(left, bottom))
        drawings.append(_thread(face, left, bottom))
        drawings.append(_code(face.token, left + QR_LEFT, bottom - QR_TOP))
    if len(layout.cells) > 1:
        drawings.append(_cut_marks(layout))
    return tuple(drawings)


@lru_cache(maxsize=256)
def _day(back: Back, left: float, top: float) -> bytes:
    """Return the day's thread: a line from the first knot to the last, a dot for each."""
    knots = list(back.knots())
    if not knots:
        return b""
    k = POINTS_PER_MM
    origin = f"{k:.4f} 0 0 {k:.4f} {(left + THREAD_LEFT) * k:.3f} {top * k:.3f} cm 1 J"
    line = f"{RED} 0.6 w 0 {-knots[0][0]:.2f} m 0 {-knots[-1][0]:.2f} l S"
    dots = [
        _dot(RED, KNOT, y) + (f" {_dot(WHITE, HOLE, y)}" if stop.pause else "") for y, stop in knots
    ]
    return f"{origin} {line} {' '.join(dots)}".encode()


def _dot(colour: str, wide: float, y: float) -> str:
    """Return a dot: a line of no length with round ends."""
    return f"{colour} {wide} w 0 {-y:.2f} m 0 {-y:.2f} l S"


def _code(token: str, left: float, top: float) -> bytes:
    """Return a QR code as rectangles: one operator a run of dark modules, one fill for all."""
    matrix = modules_of(token)
    size = len(matrix)
    module = QR_MM * POINTS_PER_MM / size
    rectangles = " ".join(f"{x} {size - 1 - y} {n} 1 re" for x, y, n in runs(matrix))
    x0, y0 = left * POINTS_PER_MM, top * POINTS_PER_MM - QR_MM * POINTS_PER_MM
    return f"0 g {module:.5f} 0 0 {module:.5f} {x0:.3f} {y0:.3f} cm {rectangles} f".encode()


@lru_cache(maxsize=16)
def _flow(left: float, top: float) -> bytes:
    """Return what runs along the foot of every badge, and the mark at its head.

    Two arms of strands meet and part mixed: clusters above, pôles below.
    """
    blue, pale, red = "0.024 0.271 0.475 RG", "0.306 0.549 0.745 RG", "0.894 0.192 0.184 RG"
    lines = [
        f"{blue if number < FIRST_POLE else pale} {_strand(number)}" for number in range(STRANDS)
    ]
    mark = (
        f"0.8 w {blue} 88 120 m 91.5 120 91.2 117.6 94 117.6 c S "
        f"{pale} 88 115.2 m 91.5 115.2 91.2 117.6 94 117.6 c S {red} 94 117.6 m 99 117.6 l S"
    )
    return f"{_at_foot(left, top)} 0.16 w {' '.join(lines)} {mark}".encode()


STRANDS, FIRST_POLE = 26, 15
"""How many strands the flow has; from which on they are the lower arm's."""


def _strand(number: int) -> str:
    """Return one strand's way, in millimetres from the left end of the flow's foot."""
    high = number < FIRST_POLE
    start = 12.6 - number * 0.22 if high else 5.9 - (number - FIRST_POLE) * 0.42
    middle = 7.6 - number * 0.085
    end = 1.6 + ((number * 7) % STRANDS) * 0.38
    return (
        f"0 {start:.2f} m 14 {start:.2f} 14 {middle:.2f} 28 {middle:.2f} c "
        f"44 {middle:.2f} l 58 {middle:.2f} 58 {end:.2f} 72 {end:.2f} c 105 {end:.2f} l S"
    )


def _thread(face: Face, left: float, top: float) -> bytes:
    """Return the holder's own way through the flow: from the own arm, to a place of one's own."""
    turn = sum(face.token.encode())
    pole = face.band is BadgeBand.POLE
    number = FIRST_POLE + turn % (STRANDS - FIRST_POLE) if pole else turn % FIRST_POLE
    return f"{_at_foot(left, top)} 0.894 0.192 0.184 RG 0.7 w {_strand(number)}".encode()


def _at_foot(left: float, top: float) -> str:
    """Return the operator that puts the origin at the flow's foot, one unit a millimetre."""
    x0, y0 = left * POINTS_PER_MM, (top - 135) * POINTS_PER_MM
    return f"{POINTS_PER_MM:.4f} 0 0 {POINTS_PER_MM:.4f} {x0:.3f} {y0:.3f} cm"


def _cut_marks(layout: Layout) -> bytes:
    """Return hairlines where the sheet is cut, short ones at the edges."""
    k = POINTS_PER_MM
    w, h = layout.width * k, layout.height * k
    marks = [(w / 2, 0, w / 2, 4 * k), (w / 2, h - 4 * k, w / 2, h), (0, h / 2, 4 * k, h / 2)]
    marks.append((w - 4 * k, h / 2, w, h / 2))
    return (
        "0.6 G 0.25 w " + " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S" for a, b, c, d in marks)
    ).encode()
