"""A mail server that takes everything, as slowly as wished, and knows when each e-mail came."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from eventapp.bench.ports import free_port

WAIT_SECONDS = 120


class Mailbox:
    """What came so far, each with its recipient and moment."""

    def __init__(self, pause: float) -> None:
        self.port = free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.pause = pause
        self.came: list[tuple[str, float]] = []
        self.more = threading.Condition()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (the library's name)
        """Take an e-mail after the pause of a slow server."""
        await asyncio.sleep(self.pause)
        with self.more:
            self.came += [(recipient, time.perf_counter()) for recipient in envelope.rcpt_tos]
            self.more.notify_all()
        return "250 OK"

    def clear(self) -> None:
        """Forget what came."""
        self.came.clear()

    def wait_for(self, number: int) -> None:
        """Wait until that many e-mails came."""
        with self.more:
            if not self.more.wait_for(lambda: len(self.came) >= number, WAIT_SECONDS):
                raise TimeoutError(f"{len(self.came)} of {number} e-mails came")

    def moment_of(self, address: str) -> float:
        """Return when the e-mail to an address came, waiting for it."""
        with self.more:
            moments = self.more.wait_for(
                lambda: [at for to, at in self.came if to == address], WAIT_SECONDS
            )
        if not moments:
            raise TimeoutError(f"no e-mail to {address} came")
        return moments[0]


@contextmanager
def mailbox(*, pause: float = 0.0) -> Iterator[Mailbox]:
    """Run a mail server that lets everybody wait `pause` seconds an e-mail."""
    from aiosmtpd.controller import Controller  # noqa: PLC0415  (a development package)

    box = Mailbox(pause)
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
