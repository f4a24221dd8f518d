"""The workbooks' process: `python -m eventapp.web.workbook_child`, started by `web.workbooks`."""

from eventapp.web.workbooks import serve_workbook

if __name__ == "__main__":
    serve_workbook()
