"""The renderer's process, begun by `documents.pdf`: `python -m eventapp.documents.pdf_child`."""

import signal

from eventapp.documents.pdf import serve_document

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends us at last
        signal.signal(number, signal.SIG_IGN)
    serve_document()
