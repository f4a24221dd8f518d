"""The one door to WeasyPrint: a child process with a deadline, which fetches our own fonts only.

A badge run never shares the interpreter with a scan, and a hostile name cannot make the renderer
read a file or open a connection: the fetcher knows a handful of addresses and refuses the rest.
"""

import io
import multiprocessing
import resource
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventapp.errors import Conflict, Sentence
from eventapp.paths import PACKAGE

DEADLINE_SECONDS = 120
MEMORY_BYTES = 1_500_000_000
PRINT_FILES = PACKAGE / "static" / "vendor" / "print"
PLACE = "eventapp:"
"""Addresses in print style sheets: `eventapp:FiraSans-500.ttf`."""


class CannotRender(Conflict):
    """The document could not be made; nothing was marked as printed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The document could not be made. Nothing was marked as printed; try again.")
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What to render: HTML with its style, and drawings (PDF operators) under each page."""

    html: str
    css: str
    under: tuple[tuple[bytes, ...], ...] = ()
    """For each page, content streams painted first; equal ones are stored once."""


class _Renderer:
    """One child process, begun at the first document and again after a failure."""

    def __init__(self) -> None:
        self.pool: ProcessPoolExecutor | None = None

    def render(self, document: Document) -> bytes:
        if self.pool is None:
            self.pool = ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_limit_child,
            )
        try:
            return self.pool.submit(draw, document).result(timeout=DEADLINE_SECONDS)
        except (TimeoutError, BrokenProcessPool, MemoryError) as error:
            self.stop()
            raise CannotRender from error

    def stop(self) -> None:
        """End the child, also one that hangs."""
        if self.pool is not None:
            for process in list((self.pool._processes or {}).values()):  # noqa: SLF001  (no public way to kill)
                process.kill()
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = None


RENDERER = _Renderer()


def render(document: Document) -> bytes:
    """Return the PDF; raise CannotRender after the deadline or when the child dies."""
    return RENDERER.render(document)


def write(target: Path, content: bytes) -> None:
    """Write a document whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(target)


def _limit_child() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def draw(document: Document) -> bytes:
    """Render in this process: the child's side, also used to measure it alone."""
    import weasyprint  # noqa: PLC0415  (only the child pays for it)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    fetcher = _locked_fetcher()

    class Page(weasyprint.HTML):
        """HTML whose elements look plain until our style says otherwise."""

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002
            return [weasyprint.CSS(string=PLAIN, url_fetcher=fetcher)]

    style = weasyprint.CSS(string=document.css, font_config=fonts, url_fetcher=fetcher)
    target = io.BytesIO()
    Page(string=document.html, base_url=PLACE, url_fetcher=fetcher).write_pdf(
        target,
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        finisher=_painter(document.under),
    )
    return target.getvalue()


PLAIN = (
    "head,style,title,meta,link{display:none}html,body,section,div,p,h1,h2,ul,ol,li{display:block}"
    "@page{margin:0}br:before{content:'\\A';white-space:pre-line}"
)
"""All that our print templates need of a browser's own style sheet; the full one costs a second."""


def _locked_fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Locked(URLFetcher):
        """Answers our own files by name; every other address is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            name = url.removeprefix(PLACE).lstrip("/")
            allowed = _print_files()
            if not url.startswith(PLACE) or name not in allowed:
                raise ValueError(f"not fetched: {url[:80]}")
            return URLFetcherResponse(url, allowed[name].read_bytes())

    return Locked()


def _print_files() -> dict[str, Path]:
    import fontpkg_noto_sans  # noqa: PLC0415

    noto = Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"
    return {"NotoSans.ttf": noto} | {path.name: path for path in PRINT_FILES.glob("*.ttf")}


def _painter(under: Sequence[Sequence[bytes]]) -> Any:
    """Return the step that lays our drawings under the pages, as artifacts of the tagged PDF."""
    import pydyf  # noqa: PLC0415

    def paint(_document: Any, pdf: Any) -> None:
        stored: dict[bytes, Any] = {}
        pages = [
            one for one in pdf.objects if getattr(one, "get", None) and one.get("Type") == "/Page"
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
