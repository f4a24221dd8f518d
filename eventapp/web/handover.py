"""Connections that go from one process of `serve` to another: the doors have one of their own.

Each process is the whole application, so whatever cannot be handed over is answered where it is.
"""

import socket
import sys
from dataclasses import dataclass

from waitress.server import BaseWSGIServer

DOORS = b"/door"
"""The path whose requests, and those below it, belong to the doors."""

MOST_UNDECIDED = 8_000
"""Bytes of a first line that are waited for before it counts as a page's."""

MOST_BYTES = 64_000
"""Most that comes along with a connection; more than is read from one at a time."""


def pair() -> tuple[socket.socket, socket.socket]:
    """Return both ends of the way between the doors' process and those of the pages."""
    kind = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM
    ends = socket.socketpair(socket.AF_UNIX, kind)
    for end in ends:
        end.setblocking(False)  # noqa: FBT003  (as the standard library calls it)
    return ends


def for_doors(head: bytes) -> bool | None:
    """Say whether a request is the doors', by how it begins; None: too little has come."""
    line, ended, _rest = head.lstrip(b"\r\n").partition(b"\n")
    _method, _space, target = line.partition(b" ")
    target, whole, _rest = target.partition(b" ")
    if not (ended or whole or len(head) > MOST_UNDECIDED):
        return None
    path = target.strip().partition(b"?")[0]
    return path == DOORS or path.startswith(DOORS + b"/")


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several processes answers, and how it reaches the other side."""

    doors: bool
    """Whether it answers the doors, or everything else."""
    other: socket.socket
    """Its end of `pair`."""

    def hand_over(self, connection: socket.socket, read: bytes) -> bool:
        """Give a connection with what was read of it to the other side; False: it is too busy."""
        try:
            socket.send_fds(self.other, [read], [connection.fileno()])
        except OSError:
            return False
        return True


class Inbox(BaseWSGIServer):
    """Takes connections that the other side hands over, as a listening socket takes new ones."""

    def getsockname(self) -> tuple[str, str]:
        """Return host and port, which only requests without a Host header would be told."""
        return "", "0"

    def accept_connections(self) -> None:
        """Take what comes from now on; there is nothing to listen to."""
        self.accepting = True

    def readable(self) -> bool:
        """Take connections always: they are open already; who waits longest makes room."""
        return True

    def handle_accept(self) -> None:
        """Go on with a connection where the other side left off."""
        try:
            read, files, _flags, _address = socket.recv_fds(self.socket, MOST_BYTES, 1)
        except OSError:  # another process of ours was quicker
            return
        if not files:
            return
        connection = socket.socket(fileno=files[0])
        try:
            address = connection.getpeername()
        except OSError:  # gone meanwhile
            connection.close()
            return
        channel = self.channel_class(self, connection, address, self.adj, map=self._map)
        channel.received(read)
