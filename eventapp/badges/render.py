"""From faces to one PDF: A6, or four on A4; codes and the day's flow as plain operators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import current_app, render_template
from sqlalchemy.orm import Session

from eventapp.badges import fit, queries, services
from eventapp.badges.codes import shown
from eventapp.badges.models import Badge
from eventapp.badges.queries import Face
from eventapp.errors import Sentence
from eventapp.events.models import BadgeBand, Event
from eventapp.extensions import db
from eventapp.paths import resource
from eventapp.registration.models import Registration
from eventapp.settings import Settings
from eventapp.web import clock, i18n, pdf
from eventapp.web.qr import badge_matrix, runs

POINTS_PER_MM = 72 / 25.4
QR_LEFT, QR_TOP, QR_MM = 69.0, 88.0, 30.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its size and the corners of the badges on it, in millimetres from top left."""

    key: str
    name: Sentence
    width: float
    height: float
    cells: tuple[tuple[float, float], ...]


LAYOUTS = {
    "a6": Layout("a6", Sentence("A6, one badge a page"), 105, 148, ((0, 0),)),
    "a6x4": Layout(
        "a6x4",
        Sentence("A4, four badges a page"),
        210,
        297,
        ((0, 0), (105, 0), (0, 148.5), (105, 148.5)),
    ),
}

ROLE_WORDS = {
    BadgeBand.SPEAKER: Sentence("Speaker"),
    BadgeBand.HOST: Sentence("Host"),
}
"""Bands that say a role; the others say the participant's category."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A badge somebody should look at before printing."""

    name: str
    what: Sentence


def troubles(faces: Sequence[Face]) -> list[Trouble]:
    """Return the badges whose name was shortened or needs a fallback face."""
    found = []
    for face in faces:
        name = f"{face.given_name} {face.family_name}".strip()
        fitted = fit.fit(face.given_name, face.family_name)
        if not fitted.whole:
            found.append(Trouble(name, Sentence("The name is too long and was shortened.")))
        if fitted.divided:
            found.append(Trouble(name, Sentence("A word too long for a line was divided.")))
        found += [Trouble(name, words) for words in _strange(f"{name}{face.organisation}")]
        if not fit.organisation_fits(face.organisation):
            found.append(
                Trouble(name, Sentence("The organisation's name is too long for its box."))
            )
    return found


def _strange(text: str) -> list[Sentence]:
    """Return what to say of letters that our typefaces lack."""
    absent = fit.in_no_typeface(text)
    other = "".join(letter for letter in fit.missing_glyphs(text) if letter not in absent)
    found = []
    if other:
        found.append(Sentence("Letters in another typeface: %(letters)s", letters=other))
    if absent:
        found.append(Sentence("Our typefaces lack these letters: %(letters)s", letters=absent))
    return found


def badges_pdf(
    event: Event,
    faces: Sequence[Face],
    layout: Layout,
    page_done: Callable[[], None] = lambda: None,
) -> bytes:
    """Return one PDF of all the badges, in the order given; `page_done` after each page."""
    return pdf.render(document_of(event, faces, layout), page_done)


def document_of(event: Event, faces: Sequence[Face], layout: Layout) -> pdf.Document:
    """Return what to render: blocks at fixed places, drawings under them."""
    per_sheet = len(layout.cells)
    sheets = [faces[start : start + per_sheet] for start in range(0, len(faces), per_sheet)]
    with i18n.speaking(event.languages[0] if event.languages else "de", event.zone):
        html = render_template(
            "badges/print/badges.html",
            event=event,
            sheets=[list(zip(layout.cells, sheet, strict=False)) for sheet in sheets],
            layout=layout,
            fit=fit.fit,
            words=words_of,
            days={code: _days(event, code) for code in {face.language for face in faces}},
            shown=shown,
        )
    return pdf.Document(html, _css(layout), tuple(_under(sheet, layout) for sheet in sheets))


def _days(event: Event, language: str) -> str:
    """Return the day the event begins, in the holder's language; nothing while it has none."""
    with i18n.speaking(language, event.zone):
        return i18n.format_date(event.starts_at) if event.starts_at else ""


def words_of(face: Face) -> tuple[str, str]:
    """Return the band's word in the holder's language, and beside it the category's for a role."""
    role = ROLE_WORDS.get(face.band)
    with i18n.speaking(face.language):
        return (i18n.render(role), face.category) if role else (face.category, "")


def _css(layout: Layout) -> str:
    style = (resource("templates") / "badges" / "print" / "badge.css").read_text(encoding="utf-8")
    cells = "".join(
        f".at-{number}{{left:{left}mm;top:{top}mm}}"
        for number, (left, top) in enumerate(layout.cells)
    )
    size = f"{layout.width}mm {layout.height}mm"
    return (
        f"@page{{size:{size};margin:0}}.sheet{{width:{layout.width}mm;height:{layout.height}mm}}"
        f"{cells}\n{style}"
    )


def _under(sheet: Sequence[Face], layout: Layout) -> tuple[bytes, ...]:
    """Return a sheet's drawings: the flow once a cell, then each badge's code."""
    drawings = []
    for (left, top), face in zip(layout.cells, sheet, strict=False):
        drawings.append(_flow(left, layout.height - top))
        drawings.append(_thread(face, left, layout.height - top))
        drawings.append(_code(face.token, left + QR_LEFT, layout.height - top - QR_TOP))
    if len(layout.cells) > 1:
        drawings.append(_cut_marks(layout))
    return tuple(drawings)


def _code(token: str, left: float, top: float) -> bytes:
    """Return a QR code as rectangles: one operator a run of dark modules, one fill for all."""
    matrix = badge_matrix(token)
    size = len(matrix)
    module = QR_MM * POINTS_PER_MM / size
    rectangles = " ".join(f"{x} {size - 1 - y} {n} 1 re" for x, y, n in runs(matrix))
    x0, y0 = left * POINTS_PER_MM, top * POINTS_PER_MM - QR_MM * POINTS_PER_MM
    return f"0 g {module:.5f} 0 0 {module:.5f} {x0:.3f} {y0:.3f} cm {rectangles} f".encode()


@lru_cache(maxsize=16)
def _flow(left: float, top: float) -> bytes:
    """Return what runs along the foot of every badge, and the mark at its head.

    Two arms of strands meet and part mixed: clusters above, pôles below.
    """
    blue, pale, red = "0.024 0.271 0.475 RG", "0.306 0.549 0.745 RG", "0.894 0.192 0.184 RG"
    lines = [
        f"{blue if number < FIRST_POLE else pale} {_strand(number)}" for number in range(STRANDS)
    ]
    mark = (
        f"0.8 w {blue} 88 120 m 91.5 120 91.2 117.6 94 117.6 c S "
        f"{pale} 88 115.2 m 91.5 115.2 91.2 117.6 94 117.6 c S {red} 94 117.6 m 99 117.6 l S"
    )
    return f"{_at_foot(left, top)} 0.16 w {' '.join(lines)} {mark}".encode()


STRANDS, FIRST_POLE = 26, 15
"""How many strands the flow has; from which on they are the lower arm's."""


def _strand(number: int) -> str:
    """Return one strand's way, in millimetres from the left end of the flow's foot."""
    high = number < FIRST_POLE
    start = 12.6 - number * 0.22 if high else 5.9 - (number - FIRST_POLE) * 0.42
    middle = 7.6 - number * 0.085
    end = 1.6 + ((number * 7) % STRANDS) * 0.38
    return (
        f"0 {start:.2f} m 14 {start:.2f} 14 {middle:.2f} 28 {middle:.2f} c "
        f"44 {middle:.2f} l 58 {middle:.2f} 58 {end:.2f} 72 {end:.2f} c 105 {end:.2f} l S"
    )


def _thread(face: Face, left: float, top: float) -> bytes:
    """Return the holder's own way through the flow: from the own arm, to a place of one's own."""
    turn = sum(face.token.encode())
    pole = face.band is BadgeBand.POLE
    number = FIRST_POLE + turn % (STRANDS - FIRST_POLE) if pole else turn % FIRST_POLE
    return f"{_at_foot(left, top)} 0.894 0.192 0.184 RG 0.7 w {_strand(number)}".encode()


def _at_foot(left: float, top: float) -> str:
    """Return the operator that puts the origin at the flow's foot, one unit a millimetre."""
    x0, y0 = left * POINTS_PER_MM, (top - 135) * POINTS_PER_MM
    return f"{POINTS_PER_MM:.4f} 0 0 {POINTS_PER_MM:.4f} {x0:.3f} {y0:.3f} cm"


def _cut_marks(layout: Layout) -> bytes:
    """Return hairlines where the sheet is cut, short ones at the edges."""
    k = POINTS_PER_MM
    w, h = layout.width * k, layout.height * k
    marks = [(w / 2, 0, w / 2, 4 * k), (w / 2, h - 4 * k, w / 2, h), (0, h / 2, 4 * k, h / 2)]
    marks.append((w - 4 * k, h / 2, w, h / 2))
    return (
        "0.6 G 0.25 w " + " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S" for a, b, c, d in marks)
    ).encode()


def keys_folder() -> Path:
    """Return where the private keys lie."""
    settings: Settings = current_app.config["EVENTAPP"]
    return settings.data_dir / "keys"


def code_of(event: Event, registration: Registration) -> Badge:
    """Return a confirmed participant's badge, issued at the first look.

    Looking twice changes nothing, so a page that shows a code may do this; the short transaction
    is its own and holds the write lock for the issue alone.
    """
    if (found := queries.current(db.session(), registration)) is not None:
        return found
    with Session(db.engine, expire_on_commit=False) as session:
        here = session.get_one(Event, event.id)
        place = session.get_one(Registration, registration.id)
        badge = services.issue(session, here, place, keys_folder(), now=clock.now())
        session.commit()
        return badge
