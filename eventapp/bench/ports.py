"""Ports for servers of tests and benchmarks, which are given to nobody else meanwhile."""

import secrets
import socket

LOWEST, NUMBER = 20_000, 12_000
"""Below the ports that systems give to connections that go out (from 32,768 on)."""

_kept: list[socket.socket] = []


def free_port() -> int:
    """Return a port nobody listens on, and no other process that asks here is given.

    Who asks keeps the UDP port of the same number as long as it lives: between this answer and
    the server that listens, the TCP port itself must be free.
    """
    while True:
        number = LOWEST + secrets.randbelow(NUMBER)
        kept = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            kept.bind(("127.0.0.1", number))
            with socket.socket() as asked:
                asked.bind(("127.0.0.1", number))
        except OSError:
            kept.close()
        else:
            _kept.append(kept)
            return number
