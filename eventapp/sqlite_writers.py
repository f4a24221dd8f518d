"""Writers of one process take turns at SQLite's one write lock, and never keep a turn.

SQLite lets a second writer sleep and look again, longer each time: with 16 door phones one scan
in a hundred took a second. Of each process one at most waits for other processes, looking often.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

LOOK_AGAIN_SECONDS = 0.001
"""How often a writer looks whether another process still writes."""

_Connection: Any = object
"""What stands beside `OneWriter`: the driver's own connection class."""


class OneWriter(_Connection):
    """A connection that has the turn from `stand_in_line` until its transaction is over."""

    execute: Callable[[str], Any]
    OperationalError: type[Exception]
    line: threading.Lock
    patience: Callable[[], float]
    writes = False

    def stand_in_line(self) -> bool:
        """Wait for the turn; False when it did not come. Who has it goes on with it."""
        if not self.writes:
            self.writes = self.line.acquire(timeout=self.patience())
        return self.writes

    def begin_soon(self) -> bool:
        """Begin a writing transaction once no other process writes, looking often.

        SQLite itself would look ever more seldom. False: it could not begin, whatever it was.
        """
        patience = self.patience()
        until = time.monotonic() + patience
        self.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    self.execute("BEGIN IMMEDIATE")
                except self.OperationalError as refused:
                    if str(refused) != "database is locked" or time.monotonic() > until:
                        return False
                    time.sleep(LOOK_AGAIN_SECONDS)
                else:
                    return True
        finally:
            self.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")

    def leave(self) -> None:
        """Let the next one write."""
        if self.writes:
            self.writes = False
            self.line.release()

    def commit(self) -> None:
        """Commit; what cannot be kept (a full disk) is rolled back, and the turn is over.

        The pool takes a connection back as it is after a commit that failed.
        """
        try:
            super().commit()
        except BaseException:
            super().rollback()
            raise
        finally:
            self.leave()

    def rollback(self) -> None:
        """Roll back; the turn is over even where that fails."""
        try:
            super().rollback()
        finally:
            self.leave()

    def close(self) -> None:
        """Close; the turn is over."""
        try:
            super().close()
        finally:
            self.leave()

    def __del__(self) -> None:
        self.leave()


def standing_in_line(driver: type[Any], patience: Callable[[], float]) -> type[Any]:
    """Return a connection class of `driver` whose writers stand in one line, one engine's own.

    `patience` says, in seconds, how long a writer waits for its turn.
    """
    own = {"line": threading.Lock(), "patience": staticmethod(patience)}
    return type("OneWriter", (OneWriter, driver), own)
