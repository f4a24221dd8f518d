"""From faces to one PDF: what is said of them before printing, the page's text and its style."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp import clock, i18n
from eventapp.agenda.programme import Programme
from eventapp.badges import name_fitting, services
from eventapp.badges.back_side import Back, back_of, holder_of, notes_fit
from eventapp.badges.codes import shown
from eventapp.badges.fronts import front_of, head_for, shortened_texts
from eventapp.badges.name_fitting import Fitted
from eventapp.badges.pdf_graphics import under
from eventapp.badges.queries import Face
from eventapp.badges.sheets import Layout, sides
from eventapp.documents import pdf, typefaces
from eventapp.errors import Sentence
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.i18n import templates
from eventapp.languages import FIRST, LANGUAGES
from eventapp.mail.emails import EntranceCode, EntranceMaker
from eventapp.paths import resource
from eventapp.registration import queries as registrations
from eventapp.registration.emails import CONFIRMING, ConfirmedEmail
from eventapp.registration.models import State


@dataclass(frozen=True, slots=True)
class Trouble:
    """A badge somebody should look at before printing."""

    name: str
    what: Sentence
    reference: str = ""
    """Of the registration it concerns; empty for what every badge has."""
    harmless: bool = False
    """Whether all is printed whole, only otherwise than usual."""


def troubles(faces: Sequence[Face]) -> list[Trouble]:
    """Return the badges whose name was shortened or needs a fallback face."""
    troubles = []
    for face in faces:
        name = f"{face.given_name} {face.family_name}".strip()
        text = f"{face.title}{name}{face.organisation}"
        words = [*_of_name(face), *_absent(text), *shortened_texts(face)]
        troubles += [Trouble(name, sentence, face.reference) for sentence in words]
        troubles += [
            Trouble(name, sentence, face.reference, harmless=True) for sentence in _strange(text)
        ]
    return troubles


def _of_name(face: Face) -> Iterator[Sentence]:
    """Yield what to say of a name that does not stand as it was written."""
    fitted = name_fitting.fit(face.given_name, face.family_name)
    if not fitted.whole:
        yield Sentence("The name is too long and was shortened.")
    if fitted.divided:
        yield Sentence("A word too long for a line was divided.")
    if not fitted.lines:
        yield Sentence(
            "No character of the name can be printed. Please write it on the badge by hand."
        )


def event_troubles(event: Event) -> list[Trouble]:
    """Return what every badge of the event lacks, in each language."""
    troubles = []
    for language in LANGUAGES:
        name = event.label.into(language)
        if not head_for(event, language).whole:
            troubles.append(Trouble(name, HEAD_TOO_LONG))
        if not notes_fit(event, language):
            troubles.append(Trouble(name, NOTES_TOO_LONG))
    return list(dict.fromkeys(troubles))


HEAD_TOO_LONG = Sentence("The event’s title and name are too long for the badge’s head.")
NOTES_TOO_LONG = Sentence("Help and return address are too long for the badge’s back.")


def _strange(text: str) -> Iterator[Sentence]:
    """Yield what to say of letters that another typeface prints."""
    if other := name_fitting.missing_glyphs(text):
        yield Sentence("Characters in another typeface: %(letters)s", letters=other)


def _absent(text: str) -> Iterator[Sentence]:
    """Yield what to say of letters that nothing prints."""
    if absent := typefaces.lacking(text):
        yield Sentence(
            "No typeface has these characters; they are left out: %(letters)s", letters=absent
        )


def document_of(
    event: Event, programme: Programme, faces: Sequence[Face], layout: Layout
) -> pdf.Document:
    """Return what to render: blocks at fixed places, drawings under them.

    Letters that no typeface has are left out of the whole document; `troubles` told of them.
    """
    pages = list(sides(faces, layout))
    backs = _backs(event, programme, faces) if layout.duplex else {}
    heads = {code: head_for(event, code) for code in {face.language for face in faces}}
    with i18n.speaking(FIRST, event.zone):
        html = templates.render(
            "print/badges/badges.html",
            event=event,
            pages=pages,
            backs=backs,
            heads=heads,
            front_of=front_of,
            holder_of=holder_of,
            first_of=_first_of(),
            shown=shown,
        )
    html = typefaces.printable(html)
    blank = Back("", (), ())
    drawings = tuple(
        under(page, [backs.get(_sharing(face), blank) for _, face in page.places], layout)
        for page in pages
    )
    names = {name_fitting.fit(face.given_name, face.family_name) for face in faces}
    css = _css(layout, html, names, backs.values())
    return pdf.Document(html, css, drawings, pages=len(pages))


def _sharing(face: Face) -> tuple[str, str]:
    """Return what says whose backs are equal: the language, and who has a part of their own."""
    return face.language, face.person


def _first_of() -> Callable[[Face], bool]:
    """Return what says, once for each different back, that it has not stood anywhere yet."""
    known: set[tuple[str, str]] = set()

    def first(face: Face) -> bool:
        new = _sharing(face) not in known
        known.add(_sharing(face))
        return new

    return first


def _backs(
    event: Event, programme: Programme, faces: Sequence[Face]
) -> dict[tuple[str, str], Back]:
    """Return the backs; holders of one language and no part of their own share one."""
    one_each = {_sharing(face): face for face in faces}
    return {key: back_of(event, programme, face) for key, face in one_each.items()}


def _css(layout: Layout, html: str, names: Iterable[Fitted], backs: Iterable[Back]) -> str:
    """Return the style: the sheet's measures, the names', and the typefaces that the text needs."""
    style = (resource("templates") / "print" / "badges" / "badge.css").read_text(encoding="utf-8")
    cells = "".join(
        f".at-{number}{{left:{left}mm;top:{top}mm}}"
        for number, (left, top) in enumerate(layout.cells)
    )
    gaps = "".join(
        f".gap-{round(gap * 10)} li{{padding-bottom:{gap}mm}}"
        for gap in {back.gap for back in backs}
    )
    rules = "".join(sorted({fitted.rule for fitted in names}))
    size = f"{layout.width}mm {layout.height}mm"
    return (
        f"@page{{size:{size};margin:0}}.sheet{{width:{layout.width}mm;height:{layout.height}mm}}"
        f"{typefaces.style(html, pdf.PLACE)}{cells}{gaps}{rules}\n{style}"
    )


def in_emails(keys: Path) -> dict[str, EntranceMaker]:
    """Return, by kind of e-mail, what makes the code that stands in it."""
    return {kind.__name__: partial(entrance_in, keys) for kind in CONFIRMING}


def entrance_in(keys: Path, session: Session, facts: ConfirmedEmail) -> EntranceCode | None:
    """Return the code that lets the recipient of an e-mail in; none when the place is gone."""
    event = events.by_slug(session, facts.slug)
    if event is None:
        return None
    place = registrations.by_reference(session, event, facts.reference)
    if place is None or place.state is not State.CONFIRMED:
        return None
    badge = services.issue(session, event, place, keys, now=clock.now())
    return EntranceCode(shown(badge.fallback), badge.token)
