"""Memory of a process that serves: what a large page left behind goes back to the machine."""

import ctypes
import gc
import subprocess
import sys
import weakref

import pytest

from eventapp import memory

LARGE_PAGE = """
import sys, time
from eventapp import memory

def held():
    return int(open("/proc/self/statm").read().split()[1]) // 256  # MiB

page = [bytes(2_000) for _ in range(30_000)]
last = page[-1]  # what lies above it keeps the rest from going back by itself
del page
print(held())
if sys.argv[1] == "easing":
    memory.keep_easing(every=0.05)
    until = time.monotonic() + 10
    while held() > 40 and time.monotonic() < until:
        time.sleep(0.05)
print(held())
"""


GAPS = """
import sys
import weakref
from eventapp import memory

def pool(one):
    return id(one) // 16_384

loaded = [bytes(100) for _ in range(4_000)]
del loaded[::2]
shared = {pool(one) for one in loaded}
fill = memory.fill_gaps() if sys.argv[1] == "filled" else []
later = [bytes(100) for _ in range(1_000)]
print(sum(pool(one) in shared for one in later), sum(map(sys.getsizeof, fill)))
"""


def between(mode: str) -> tuple[int, int]:
    """Return how many of 1,000 later objects lie between those loaded, and bytes of the fill."""
    done = subprocess.run(
        [sys.executable, "-c", GAPS, mode], check=True, capture_output=True, text=True, timeout=60
    )
    inside, size = map(int, done.stdout.split())
    return inside, size


def left_by(mode: str) -> tuple[int, int]:
    """Return what a process holds after its large page, and what it holds later, in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", LARGE_PAGE, mode], check=True, capture_output=True, text=True
    )
    before, after = map(int, done.stdout.split())
    return before, after


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another C library")
def test_what_a_large_page_left_behind_goes_back_to_the_machine() -> None:
    before, after = left_by("easing")
    kept, still = left_by("as it is")

    assert before - after > 30
    assert kept - still < 5  # the control: by itself it stays


def test_what_a_forked_process_makes_lies_outside_the_pages_that_all_share() -> None:
    inside, size = between("filled")
    control, _none = between("as it is")

    assert inside < 50
    assert control > 900
    assert size < 2_000_000


def test_rings_among_new_objects_go_when_a_process_rests() -> None:
    class Ring:
        """An object that holds itself."""

        def __init__(self) -> None:
            self.itself = self

    gc.disable()  # as a process that makes too little for the collector to come
    try:
        ring = weakref.ref(Ring())
        assert ring() is not None
        memory.ease()
        assert ring() is None
    finally:
        gc.enable()
