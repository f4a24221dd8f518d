"""Answers of `serve` after which the connection stays open, whatever their status or length.

Waitress closes it after every answer without a length: a 304 and a 204 never have one (RFC 9110,
8.6), and what is handed out in portions tells its end by itself (RFC 9112, 7.1). A visitor who
comes back asks a dozen times whether files still hold; each would open a connection anew.
"""

from waitress.task import WSGITask


class Answer(WSGITask):
    """One answer; `set_close_on_finish` is how waitress says that no other may follow."""

    def set_close_on_finish(self) -> None:
        """Close where the client wants it, or could not tell the end of the answer otherwise."""
        if self.wrote_header or self.version != "1.1" or self._last():
            super().set_close_on_finish()

    def build_response_header(self) -> bytes:
        """Return the head; what answers HEAD has no body, not even the mark of its end."""
        if self.version == "1.1" and self._last():
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False
        return head

    def _last(self) -> bool:
        options = self.request.headers.get("CONNECTION", "").lower().split(",")
        return "close" in [option.strip() for option in options]
