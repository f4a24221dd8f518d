"""The renderer's process: `python -m eventapp.web.pdf_child`, started by `web.pdf` alone."""

import signal

from eventapp.web.pdf import serve_documents

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends us at last
        signal.signal(number, signal.SIG_IGN)
    serve_documents()
