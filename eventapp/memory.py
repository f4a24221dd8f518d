"""How a process that serves treats its memory: when it looks for garbage, what it gives back.

Most objects are freed the moment nobody holds them; only those in a ring wait for the collector,
which stops every thread while it looks through all that lives. A page of 1,300 sessions makes half
a million objects, none of them garbage before it is sent.
"""

import ctypes
import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

YOUNG = 50_000
"""New objects between two looks at the new ones: a page or two; Python's own 700 is a few lines."""

MIDDLE, OLD = 20, 50
"""Looks at the new ones before one at the next older ones, and so on."""

ARENAS = 2
"""Heaps of the C library. Its own choice is eight a core, each of which keeps what one large page
took, and threads that share one interpreter hardly ever wait for each other in there."""

EASED_EVERY_SECONDS = 30.0
"""How often a process gives back what a large page or job left behind; it takes milliseconds."""

GRAIN, SMALLEST, LARGEST = 16, 48, 512
"""Bytes: Python keeps small objects by their size, in such steps; from, and to, which they count.

Smaller ones are numbers, come and gone: also those that this counts with.
"""

MOST_GAPS = 5_000
"""Of one size; what was loaded leaves a few hundred, or two thousand of the commonest."""

POOL, POOL_HEAD = 16_384, 48
"""Bytes of a piece of memory that holds objects of one size, and before the first of them."""

_M_ARENA_MAX = -8
"""The number of that choice in glibc's `malloc.h`."""


def settle() -> None:
    """Take what lives now out of the collector's sight; call it once, when the start is over.

    What is made later is looked through less often, and threads begun later share few heaps.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    choose = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if choose is not None:
        choose(_M_ARENA_MAX, ARENAS)


def ease() -> None:
    """Give the machine back what the C library holds for later; nobody waits longer for it.

    Rings among new objects go first. Few as they are, one may hold a megabyte, and a process that
    rests makes no others that would have the collector look at them.
    """
    gc.collect(0)
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
    if trim is not None:
        trim(0)


def held() -> int:
    """Return the bytes that this process holds of its own and shares with others; 0: unknown."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")


def keep_easing(
    every: float = EASED_EVERY_SECONDS, *, then: Callable[[], object] = lambda: None
) -> None:
    """Ease this process again and again, in a thread of its own, and do `then` after each time."""

    def go_on() -> None:
        while True:
            time.sleep(every)
            ease()
            then()

    threading.Thread(target=go_on, name="memory", daemon=True).start()


def fill_gaps() -> list[bytes]:
    """Return objects that fill what is free between those that live; hold them while these live.

    Call it before a fork: what a process makes later then lies in pages of its own. In a gap
    between objects that all share it would have the whole page copied.
    """
    fill: list[bytes] = []
    empty = sys.getsizeof(b"")
    for size in range(SMALLEST, LARGEST + 1, GRAIN):
        before = 0
        for _ in range(MOST_GAPS):
            fill.append(bytes(size - empty))
            here = id(fill[-1])
            if here == before + size and here % POOL == POOL_HEAD + size:
                break  # the second of a pool that was empty: the gaps before are full
            before = here
    return fill
