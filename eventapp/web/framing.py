"""Where a request of `serve` ends: said one way alone (RFC 9112, 6), and read at little cost.

A proxy and a server that find different ends in the same bytes let somebody send one request
inside another's. Waitress takes both ways at once and waits for the rest; and it reads the line
before a portion from its beginning with every few bytes, however long it has become.
"""

from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest

LONGEST_LINE = 4096
"""Bytes of the line before a portion, and of what may follow the last; nobody needs any."""


class Request(HTTPRequestParser):
    """A request; what is unclear about its end is refused, and its connection closed."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; raise ParsingError where it says in two ways how long the body is."""
        super().parse_header(header_plus)
        if "TRANSFER_ENCODING" in self.headers:  # taken out where it was understood
            raise ParsingError("Transfer-Encoding before HTTP/1.1")
        if not self.chunked:
            return
        if "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length beside Transfer-Encoding")
        self.body_rcv = _Portions(OverflowableBuffer(self.adj.inbuf_overflow))


class _Portions(ChunkedReceiver):
    """A body in portions; what is no part of it stays short."""

    def received(self, s: bytes) -> int:
        """Take what came; note as an error what is neither body nor a line before it."""
        taken: int = super().received(s)
        if max(len(self.control_line), len(self.trailer)) > LONGEST_LINE:
            self.error = BadRequest("Too much beside the body")
        return taken
