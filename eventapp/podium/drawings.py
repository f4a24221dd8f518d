"""What is drawn on halves of A4 as plain PDF operators: the fold or cut, and the mark. Pure."""

from functools import lru_cache

POINTS_PER_MM = 72 / 25.4
WIDTH_MM, HEIGHT_MM = 210.0, 297.0
MARK_MM = 14.0
"""How wide the mark is."""
BLUE, PALE, RED = "0.024 0.271 0.475 RG", "0.306 0.549 0.745 RG", "0.894 0.192 0.184 RG"
STRANDS = (
    f"{BLUE} 1 17.5 m 12 17.5 11 10 19 10 c S",
    f"{PALE} 1 2.5 m 12 2.5 11 10 19 10 c S",
    f"{RED} 18 10 m 33 10 l S",
)
"""The mark's lines in its own field of 34 by 20, from below."""


@lru_cache(maxsize=2)
def folded() -> bytes:
    """Return a sheet's fold in its middle, and a mark on either half, each the right way up."""
    return f"{_middle('3 2')} {_mark(182, 8)} {_mark(28, 289, turned=True)}".encode()


@lru_cache(maxsize=2)
def cut() -> bytes:
    """Return where a sheet is cut in two, and a mark on either half."""
    return f"{_middle('1 2')} {_mark(182, 8)} {_mark(182, 156.5)}".encode()


def _middle(dashes: str) -> str:
    k = POINTS_PER_MM
    height = HEIGHT_MM / 2 * k
    return f"q 0.6 G 0.5 w [{dashes}] 0 d 0 {height:.2f} m {WIDTH_MM * k:.2f} {height:.2f} l S Q"


def _mark(left: float, bottom: float, *, turned: bool = False) -> str:
    """Return the mark with that corner, in millimetres from the page's lower left one."""
    scale = MARK_MM / 34 * POINTS_PER_MM * (-1 if turned else 1)
    x0, y0 = left * POINTS_PER_MM, bottom * POINTS_PER_MM
    return f"q {scale:.5f} 0 0 {scale:.5f} {x0:.3f} {y0:.3f} cm 2 w 1 J {' '.join(STRANDS)} Q"
