"""The workbooks' process: `python -m eventapp.web.workbook_child`, started by `web.workbooks`."""

import signal

from eventapp.web.workbooks import serve_workbook

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends us at last
        signal.signal(number, signal.SIG_IGN)
    serve_workbook()
