"""What travels compressed: every text; never what is compressed already, nor a part of a file."""

from http import HTTPStatus

from flask import Flask, Response, request
from flask_compress import Compress

TEXTS = (
    "application/atom+xml",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/problem+json",
    "application/wasm",
    "application/xml",
    "font/ttf",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
)
"""Kinds that shrink. Pictures, PDFs, workbooks, archives and woff2 do not, and pay for the try."""

LEVEL = 6
"""Of zstd: a twentieth less than its usual 3, for a tenth of a millisecond a page."""

SHORTEST = 500
"""Bytes below which nothing is gained."""


class Packed(Response):
    """An answer that lies there packed by Brotli, too: it is not packed again each time."""

    def __init__(self, content: str | bytes, packed: bytes) -> None:
        super().__init__(content)
        self._packed = packed

    def send_packed(self) -> None:
        """Send it so, if that is worth it and the client reads it."""
        whole = self.status_code == HTTPStatus.OK and self.mimetype in TEXTS
        if whole and (self.content_length or 0) >= SHORTEST and request.accept_encodings["br"]:
            self.set_data(self._packed)
            self.headers["Content-Encoding"] = "br"


def install(app: Flask) -> None:
    """Compress answers as the client's `Accept-Encoding` allows."""
    app.config.update(
        COMPRESS_MIMETYPES=TEXTS,
        COMPRESS_MIN_SIZE=SHORTEST,
        COMPRESS_ALGORITHM_STREAMING=("zstd", "br", "gzip"),
        COMPRESS_ZSTD_LEVEL=LEVEL,
        COMPRESS_REGISTER=False,
    )
    compress = Compress(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        # the bytes that a part of a file counts are those of the file as it is (RFC 9110, 14)
        if response.status_code == HTTPStatus.PARTIAL_CONTENT:
            return response
        if response.cache_control.no_transform:
            return response
        if isinstance(response, Packed):
            response.send_packed()
        return compress.after_request(response)
