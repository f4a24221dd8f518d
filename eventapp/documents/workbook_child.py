"""The workbooks' process, begun by `documents.workbooks` with a name below it."""

import signal

from eventapp.documents.workbooks import serve_workbook

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends us at last
        signal.signal(number, signal.SIG_IGN)
    serve_workbook()
