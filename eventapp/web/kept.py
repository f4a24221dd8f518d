"""Public pages and files that a process keeps: each is made once, however many ask at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

import brotli

MOST_BYTES = 6_000_000
"""Of packed pages. That of a programme of 1,300 sessions has 0.5 MB, and packed 0.03."""

LEVEL = 5
"""Of Brotli: 3 ms for a programme of 1,300 sessions, once; one more takes longer for nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address showed, and the tag of the state it was made of."""

    tag: str
    packed: bytes
    """By Brotli: sent as it is to who reads that."""

    @classmethod
    def of(cls, tag: str, content: str | bytes) -> "Page":
        """Return what an address shows, packed."""
        body = content.encode() if isinstance(content, str) else content
        return cls(tag, brotli.compress(body, quality=LEVEL))

    @property
    def content(self) -> bytes:
        """What was made."""
        return bytes(brotli.decompress(self.packed))


class Kept:
    """The newest page of each address; what was not asked for longest goes when room is needed."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._making: dict[tuple[str, str], Future[Page]] = {}
        self._lock = threading.Lock()

    def fetch(self, address: str, tag: str, make: Callable[[], str | bytes]) -> Page:
        """Return the page of that tag; while another thread makes it, the former one if there is.

        Who comes first makes it. Who finds neither waits for it, and meets the maker's error.
        """
        with self._lock:
            held = self._pages.get(address)
            if held is not None and held.tag == tag:
                self._pages.move_to_end(address)
                return held
            begun = self._making.get((address, tag))
            if begun is None:
                mine = self._making[address, tag] = Future()
        if begun is None:
            return self._make(address, tag, make, mine)
        return held or begun.result()

    def _make(
        self, address: str, tag: str, make: Callable[[], str | bytes], promise: "Future[Page]"
    ) -> Page:
        try:
            made = Page.of(tag, make())
        except BaseException as error:
            with self._lock:
                del self._making[address, tag]
            promise.set_exception(error)
            raise
        with self._lock:
            del self._making[address, tag]
            self._put(address, made)
        promise.set_result(made)
        return made

    def _put(self, address: str, made: Page) -> None:
        former = self._pages.pop(address, None)
        self._bytes += len(made.packed) - (len(former.packed) if former else 0)
        self._pages[address] = made
        while self._bytes > self._most_bytes:
            _, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.packed)

    def forget(self) -> None:
        """Let go of everything, as a process that just began."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0
