"""The bell: how any process on this machine calls for the worker where none is at work."""

import os
from pathlib import Path

NAME = "jobs.bell"
"""In the data directory; an empty file whose time says when it was last rung."""


class Bell:
    """Rung by whoever stores work that somebody waits for; heard by who begins the worker."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def ring(self) -> None:
        """Call for the worker, or raise OSError: then the clock does it."""
        try:
            os.utime(self._path)
        except FileNotFoundError:
            self._path.touch()

    def rung_at(self) -> int:
        """Return when it was last rung, in the file system's nanoseconds; 0: never."""
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return 0


class Calls:
    """Says when a worker that rests is called: by the bell, or by the clock."""

    def __init__(self, bell: Bell, *, tick_seconds: float) -> None:
        self._bell, self._tick_seconds = bell, tick_seconds
        self._heard = bell.rung_at()

    def due(self, rested: float) -> bool:
        """Say whether the worker is to begin, that rested so many seconds."""
        rung_at = self._bell.rung_at()
        if rung_at == self._heard and rested < self._tick_seconds:
            return False
        self._heard = rung_at  # before it begins: who rings from now on rings again
        return True
