"""The renderer's process: `python -m eventapp.web.pdf_child`, started by `web.pdf` alone."""

from eventapp.web.pdf import serve_documents

if __name__ == "__main__":
    serve_documents()
