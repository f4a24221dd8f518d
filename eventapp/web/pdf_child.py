"""The renderer's process: `python -m eventapp.web.pdf_child`, begun by `web.pdf` for a document."""

import signal

from eventapp.web.pdf import serve_document

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends us at last
        signal.signal(number, signal.SIG_IGN)
    serve_document()
