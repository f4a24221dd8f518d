"""The process that reads uploaded files, begun by `media.reading`: narrow limits, one file."""

import signal

from eventapp.media.reading import serve_file

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends us at last
        signal.signal(number, signal.SIG_IGN)
    serve_file()
