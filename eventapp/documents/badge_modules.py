"""The modules of a badge token's code, placed by tables that are made once.

Each badge's code has the same version, level, mask and length, so only its data differ (ISO/IEC
18004, 7.4 to 7.7). One is made for every confirmation and for every badge that is printed; the
library for codes of any kind takes ten times as long.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

VERSION, SIDE = 6, 41
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""What alphanumeric codes hold, in the order of their values."""

LENGTH = 132
"""Characters of a badge token."""

BLOCKS, DATA_WORDS, CHECK_WORDS = 4, 27, 16
"""Blocks of a code of this version at level M, and the words of each."""

HEAD = 0b0010 << 9 | LENGTH
"""Alphanumeric, and the number of characters."""

PADS = b"\xec\x11" * 8
BYTE_BITS, PAIR_BITS, HEAD_BITS = 8, 11, 13
WORDS = BLOCKS * (DATA_WORDS + CHECK_WORDS)
BITS = WORDS * BYTE_BITS
LIGHT, DARK = BITS, BITS + 1
"""Places of the two modules that stand behind the bits: what is the same in each code."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What each code has in common."""

    places: Callable[[Sequence[bool]], tuple[bool, ...]]
    """Takes the modules, row by row, from the bits and the two behind them."""
    mask: int
    checks: tuple[int, ...]
    """By the first word of what is divided: what is added to the remainder."""


def modules_of(token: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a badge token, dark ones True, without a quiet zone.

    ValueError: the text is none, by its length or a character.
    """
    if len(token) != LENGTH:
        raise ValueError(f"{len(token)} characters")
    plan = _plan()
    blocks = list(_blocks(token))
    checks = [_check_words(block, plan.checks) for block in blocks]
    words = bytes(
        word
        for column in (*zip(*blocks, strict=True), *zip(*checks, strict=True))
        for word in column
    )
    bits = int.from_bytes(words) ^ plan.mask
    flat = plan.places([bit == "1" for bit in f"{bits:0{BITS}b}"] + [False, True])
    return tuple(flat[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE))


def _blocks(token: str) -> Iterator[bytes]:
    """Yield the data words of each block: the head, pairs of characters, the end, the padding."""
    value = HEAD
    for at in range(0, LENGTH, 2):
        pair = SIGNS.index(token[at]) * len(SIGNS) + SIGNS.index(token[at + 1])
        value = value << PAIR_BITS | pair
    bits = HEAD_BITS + LENGTH // 2 * PAIR_BITS
    end = 4 + -(bits + 4) % BYTE_BITS
    data = (value << end).to_bytes((bits + end) // BYTE_BITS)
    padded = (data + PADS)[: BLOCKS * DATA_WORDS]
    for start in range(0, len(padded), DATA_WORDS):
        yield padded[start : start + DATA_WORDS]


def _check_words(block: bytes, checks: Sequence[int]) -> bytes:
    """Return the remainder of a block divided by the generator (Reed-Solomon)."""
    top, rest = BYTE_BITS * (CHECK_WORDS - 1), (1 << BYTE_BITS * CHECK_WORDS) - 1
    remainder = 0
    for word in block:
        remainder = (remainder << BYTE_BITS & rest) ^ checks[word ^ remainder >> top]
    return remainder.to_bytes(CHECK_WORDS)


@lru_cache(maxsize=1)
def _plan() -> _Plan:
    """Learn from the library what is the same in each code."""
    from qrcode.base import gexp, glog  # noqa: PLC0415  (large, with all of PIL)
    from qrcode.LUT import rsPoly_LUT  # noqa: PLC0415  (large, with all of PIL)

    blank, mask = _blank(), 0
    order = list(_order(blank))
    places = [DARK if dark else LIGHT for row in blank for dark in row]
    for number, (row, column) in enumerate(order):
        masked = (row + column) % 2 == 0
        if number < BITS:
            places[row * SIDE + column] = number
            mask = mask << 1 | masked
        else:  # what remains beyond the words is zero, masked as all is
            places[row * SIDE + column] = DARK if masked else LIGHT
    _first, *factors = rsPoly_LUT[CHECK_WORDS]
    products = (
        bytes(gexp((glog(word) + glog(factor)) % 255) for factor in factors)
        for word in range(1, 256)
    )
    return _Plan(itemgetter(*places), mask, (0, *(int.from_bytes(product) for product in products)))


def _blank() -> list[list[bool | None]]:
    """Return the modules of a code of mask 0; those that hold data are None."""
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415  (large, with all of PIL)
    from qrcode.main import QRCode  # noqa: PLC0415  (large, with all of PIL)

    code = QRCode(version=VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=0)
    code.map_data = lambda *_: None
    code.make(fit=False)
    return [list(row) for row in code.modules]


def _order(blank: Sequence[Sequence[bool | None]]) -> Iterator[tuple[int, int]]:
    """Yield row and column of each module of data: two columns at once, up and down in turn."""
    upwards = True
    for right in (*range(SIDE - 1, 6, -2), 5, 3, 1):  # column 6 holds the timing pattern
        for row in range(SIDE - 1, -1, -1) if upwards else range(SIDE):
            for column in (right, right - 1):
                if blank[row][column] is None:
                    yield row, column
        upwards = not upwards
