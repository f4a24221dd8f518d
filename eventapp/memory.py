"""How a process that serves treats its memory: when it looks for garbage, what it gives back.

Most objects are freed the moment nobody holds them; only those in a ring wait for the collector,
which stops every thread while it looks through all that lives. A page of 1,300 sessions makes half
a million objects, none of them garbage before it is sent.
"""

import ctypes
import gc
import threading
import time

YOUNG = 50_000
"""New objects between two looks at the new ones: a page or two; Python's own 700 is a few lines."""

MIDDLE, OLD = 20, 50
"""Looks at the new ones before one at the next older ones, and so on."""

ARENAS = 2
"""Heaps of the C library. Its own choice is eight a core, each of which keeps what one large page
took, and threads that share one interpreter hardly ever wait for each other in there."""

EASED_EVERY_SECONDS = 30.0
"""How often a process gives back what a large page or job left behind; it takes milliseconds."""

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
    """Give the machine back what the C library holds for later; nobody waits longer for it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
    if trim is not None:
        trim(0)


def keep_easing(every: float = EASED_EVERY_SECONDS) -> None:
    """Ease this process again and again, in a thread of its own, as long as it lives."""

    def go_on() -> None:
        while True:
            time.sleep(every)
            ease()

    threading.Thread(target=go_on, name="memory", daemon=True).start()
