"""Finished booklets on disk: each is made once a release, apart from the request that wants it.

A big programme takes many seconds to lay out. One thread makes booklets, one after the other, in a
child process of their own, so that neither a page nor a print run waits for them.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

from eventapp.agenda.errors import NoBooklet
from eventapp.web import pdf
from eventapp.web.whole_files import write

PATIENCE_SECONDS = 8.0
"""How long a visitor waits for the file itself, before a page says that it is being made."""
MOST_WAITING = 2
"""How many may wait so at a time: who waits keeps a thread of the server."""
MOST_MAKING = 12


class Shelf:
    """The booklets of one process: what is there, and what is being made."""

    def __init__(self) -> None:
        self.making: dict[Path, Future[bytes]] = {}
        self.lock = threading.Lock()
        self.seats = threading.BoundedSemaphore(MOST_WAITING)
        self.maker = ThreadPoolExecutor(1, thread_name_prefix="booklets")

    def fetch(self, path: Path, write: Callable[[], pdf.Document]) -> bytes | None:
        """Return the file of that name, made now if need be; None while it is being made.

        `write` says what to lay out, and is asked only when nobody has begun. Raises NoBooklet
        when it could not be made.
        """
        if path.is_file():
            return path.read_bytes()
        with self.lock:
            begun = self.making.get(path)
            if begun is None:
                if len(self.making) >= MOST_MAKING:
                    return None
                begun = self.maker.submit(make, path, write())
                self.making[path] = begun
        begun.add_done_callback(lambda _done: self._put_away(path))
        return self._await(begun)

    def _await(self, begun: "Future[bytes]") -> bytes | None:
        seated = self.seats.acquire(blocking=False)
        try:
            return begun.result(timeout=PATIENCE_SECONDS if seated else 0)
        except NotYet:
            return None
        except (pdf.CannotRender, OSError) as error:
            raise NoBooklet from error
        finally:
            if seated:
                self.seats.release()

    def _put_away(self, path: Path) -> None:
        with self.lock:
            self.making.pop(path, None)


def make(path: Path, document: pdf.Document) -> bytes:
    """Lay a booklet out and put it on the shelf; those of the event's earlier states go."""
    renderer = pdf.Renderer()
    try:
        content = renderer.render(document, lambda: None)
    finally:
        renderer.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, content)
    event, state, _ = path.name.split("-", 2)
    for older in path.parent.glob(f"{event}-*.pdf"):
        if older.name.split("-", 2)[1] != state:
            older.unlink(missing_ok=True)
    return content


SHELF = Shelf()
