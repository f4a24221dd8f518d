"""Memory of a process that serves: what a large page left behind goes back to the machine."""

import ctypes
import subprocess
import sys

import pytest

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


def left_by(mode: str) -> tuple[int, int]:
    """Return what a process holds after its large page, and what it holds later, in MiB."""
    told = subprocess.run(
        [sys.executable, "-c", LARGE_PAGE, mode], check=True, capture_output=True, text=True
    )
    before, after = map(int, told.stdout.split())
    return before, after


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another C library")
def test_what_a_large_page_left_behind_goes_back_to_the_machine() -> None:
    before, after = left_by("easing")
    kept, still = left_by("as it is")

    assert before - after > 30
    assert kept - still < 5  # the control: by itself it stays
