"""The one door to WeasyPrint: a child process with a deadline, which fetches our own fonts only.

A badge run never shares the interpreter with a scan; each document's child ends with it. A hostile
name cannot make it read a file or open a connection: the fetcher knows a handful of addresses.
"""

import contextlib
import gc
import io
import logging
import pickle
import resource
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from eventapp.documents import imposition, page_numbers, pdf_tags, repeats, typefaces
from eventapp.errors import Conflict, Sentence
from eventapp.paths import PACKAGE

DEADLINE_SECONDS, SECONDS_A_PAGE = 120, 2
"""A document may take so long, and so much longer for each of its pages; likewise its memory."""
MEMORY_BYTES, BYTES_A_PAGE = 1_500_000_000, 2_000_000
PAGE_DONE, LAID_OUT = "page done", "laid out"
"""What the child says meanwhile: after each page, and when there will be no other."""
PLACE = "eventapp:"
"""Addresses in print style sheets: `eventapp:FiraSans-500.ttf`."""


class CannotRender(Conflict):
    """The document could not be made; nothing was marked as printed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The document could not be created. Nothing was marked as printed; please try "
                "again."
            )
        )


class NoPango(CannotRender):
    """The libraries that draw text cannot be loaded: no document can be made on this machine."""

    def __init__(self) -> None:
        Conflict.__init__(
            self,
            Sentence(
                "PDFs cannot be created here because the library Pango is missing. Nothing was "
                "marked as printed. “eventapp doctor” tells the operators of this installation "
                "what to do."
            ),
        )


NO_PANGO = "no Pango"
"""The child's answer where it lacks the libraries."""


@dataclass(frozen=True, slots=True)
class Document:
    """What to render: HTML with its style, and drawings (PDF operators) under each page."""

    html: str
    css: str
    under: tuple[tuple[bytes, ...], ...] = ()
    """For each page, content streams painted first; equal ones are stored once."""
    folded: bool = False
    """Whether the pages lie two on a sheet, to be folded into a booklet."""
    pages: int = 1
    """How many there will be, about: the deadline and the child's memory grow with them."""


class Renderer:
    """Renders one document at a time; what waits for its turn has its own whole time after it."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.closed = False
        self.lock = threading.Lock()

    def render(self, document: Document, tell: Callable[[str], None]) -> bytes:
        """Hand a document to a child of its own and wait for the PDF, until the deadline."""
        with self.lock:
            child = self.child = subprocess.Popen(
                [sys.executable, "-m", "eventapp.documents.pdf_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=PACKAGE.parent,
            )
            deadline = threading.Timer(deadline_of(document), child.kill)
            deadline.start()
            try:
                if self.closed:
                    raise CannotRender
                content = self._answer(child, document, tell)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                raise CannotRender from error
            finally:
                deadline.cancel()
                self._end(child)
        if content is None:
            raise CannotRender
        return content

    @staticmethod
    def _answer(
        child: "subprocess.Popen[bytes]", document: Document, tell: Callable[[str], None]
    ) -> bytes | None:
        """Read the child's words until the document comes, or None when it cannot be drawn."""
        assert child.stdin is not None  # noqa: S101  (both ends are pipes)
        assert child.stdout is not None  # noqa: S101  (for the type checker: the pipe is asked for above)
        pickle.dump(document, child.stdin)
        child.stdin.flush()
        while True:
            answer = pickle.load(child.stdout)  # noqa: S301  (our own child)
            if answer == NO_PANGO:
                raise NoPango
            if answer not in {PAGE_DONE, LAID_OUT}:
                return answer  # type: ignore[no-any-return]
            tell(answer)

    def _end(self, child: "subprocess.Popen[bytes]") -> None:
        """End the child: it has answered, or nothing is to be expected of it."""
        self.child = None
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not taken is lost with it
                    pipe.close()
        child.wait()

    def close(self) -> None:
        """Stop what is being rendered, and whatever comes after it: nobody wants it any more."""
        self.closed = True
        if (child := self.child) is not None:
            child.kill()


def deadline_of(document: Document) -> float:
    """Return how many seconds a document may take: they grow with its pages."""
    return DEADLINE_SECONDS + SECONDS_A_PAGE * document.pages


RENDERER = Renderer()


def render(document: Document, tell: Callable[[str], None] = lambda _word: None) -> bytes:
    """Return the PDF, telling how far it is; raise CannotRender late or when the child dies."""
    return RENDERER.render(document, tell)


def serve_document() -> None:
    """Be the child: read one document from standard input, answer with its PDF."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing a library prints may get between the answers
    document = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    most = MEMORY_BYTES + BYTES_A_PAGE * document.pages
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    gc.disable()  # looking through a growing tree again and again took a third of the time
    able = _has_libraries()
    if able:
        _tell_pages(answers)
    try:
        content: bytes | str | None = draw(document) if able else NO_PANGO
    except Exception:  # noqa: BLE001  (what cannot be drawn is told apart from a child that died)
        traceback.print_exc()
        content = None
    pickle.dump(content, answers)
    answers.flush()


def _has_libraries() -> bool:
    """Say whether the renderer can be loaded; what it prints of its absence is a page of advice."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: F401, PLC0415  (in the child process alone)
    except OSError:
        return False
    return True


SIGNS = {"Creating layout - Page": PAGE_DONE, "Creating PDF": LAID_OUT}
"""What the renderer's log says, and what it means."""


def _tell_pages(answers: IO[bytes]) -> None:
    """Let the renderer's own progress log say each page to the parent, and that it was the last."""
    from weasyprint.logger import PROGRESS_LOGGER  # noqa: PLC0415  (in the child process alone)

    class Teller(logging.Handler):
        """Says how far the layout is."""

        def emit(self, record: logging.LogRecord) -> None:
            """Tell the parent of each page and of the end, of nothing else."""
            for sign, word in SIGNS.items():
                if sign in record.msg:
                    pickle.dump(word, answers)
                    answers.flush()

    PROGRESS_LOGGER.addHandler(Teller())
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False


def draw(document: Document) -> bytes:
    """Render in this process: the child's side, also used to measure it alone."""
    import weasyprint  # noqa: PLC0415  (only the child pays for it)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  (in the child process alone)

    pdf_tags.remember_pages()
    pdf_tags.say_languages()
    fonts = FontConfiguration()
    fetcher = _locked_fetcher()

    class Page(weasyprint.HTML):
        """HTML whose elements look plain until our style says otherwise."""

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002  (as WeasyPrint calls it)
            return [weasyprint.CSS(string=PLAIN, url_fetcher=fetcher)]

    style = weasyprint.CSS(string=document.css, font_config=fonts, url_fetcher=fetcher)
    source = Page(string=document.html, base_url=PLACE, url_fetcher=fetcher)
    laid = source.render(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)
    if page_numbers.MARK in document.html:
        page_numbers.fill(laid.pages)
    pages, paint = laid.pages, _painter(document.under)
    if document.folded:
        marks = laid.make_bookmark_tree(POINTS_A_PIXEL, transform_pages=True)
        laid.make_bookmark_tree = lambda *_a, **_k: imposition.bookmarks(
            marks, pages, POINTS_A_PIXEL
        )
        laid.pages = imposition.sides(pages)

    def finish(_laid: Any, pdf: Any) -> None:
        paint(pdf)
        if document.folded:
            imposition.read_in_order(pdf, pages)

    target = io.BytesIO()
    again = repeats.AGAIN in document.html
    with repeats.copied(laid.pages) if again else contextlib.nullcontext():
        laid.write_pdf(target, pdf_variant=VARIANT, finisher=finish)
    return target.getvalue()


VARIANT, POINTS_A_PIXEL = "pdf/ua-1", 0.75
PLAIN = (
    "head,style,title,meta,link{display:none}html,body,section,div,p,h1,h2,ul,ol,li{display:block}"
    "@page{margin:0}"
)
"""All that our print templates need of a browser's own style sheet; the full one costs a second."""


def _locked_fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  (in the child process alone)

    allowed = typefaces.files()

    class Locked(URLFetcher):
        """Answers our own files by name; every other address is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  (as WeasyPrint calls it)
            name = url.removeprefix(PLACE).lstrip("/")
            if not url.startswith(PLACE) or name not in allowed:
                raise ValueError(f"not fetched: {url[:80]}")
            return URLFetcherResponse(url, allowed[name].read_bytes())

    return Locked()


def _painter(under: Sequence[Sequence[bytes]]) -> Any:
    """Return the step that lays our drawings under the pages, as artifacts of the tagged PDF."""
    import pydyf  # noqa: PLC0415  (in the child process alone)

    def paint(pdf: Any) -> None:
        stored: dict[bytes, Any] = {}
        pages = [
            entry
            for entry in pdf.objects
            if getattr(entry, "get", None) and entry.get("Type") == "/Page"
        ]
        for page, drawings in zip(pages, under, strict=False):
            references = []
            for drawing in drawings:
                if drawing not in stored:
                    stream = pydyf.Stream(
                        [b"/Artifact BMC q " + drawing + b" Q EMC"], compress=True
                    )
                    pdf.add_object(stream)
                    stored[drawing] = stream.reference
                references.append(stored[drawing])
            page["Contents"] = pydyf.Array([*references, page["Contents"]])

    return paint
