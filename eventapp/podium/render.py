"""From the programme as it stands to one PDF of a paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from eventapp import i18n
from eventapp.agenda.bilingual import Voices
from eventapp.agenda.render import PARTS
from eventapp.documents import pdf, typefaces
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.i18n import templates
from eventapp.languages import LANGUAGES
from eventapp.paths import resource
from eventapp.podium import contacts, doors, drawings, halves, moderation
from eventapp.podium.papers import NAMES, Paper, Selection
from eventapp.podium.queries import Podium
from eventapp.podium.stages import AGREED, Stage

CARDS_A_PAGE = 2
NAMES_A_PAGE = 12
"""How many people a page of the contact sheet holds, about."""

Layout = Callable[[Event, Podium, Selection], pdf.Document | None]


def document_of(event: Event, podium: Podium, selection: Selection) -> pdf.Document | None:
    """Return what to render; None where the selection holds nothing for such a paper.

    Letters that no typeface has are left out; `halves.troubles` told of them.
    """
    with i18n.speaking(selection.language, event.zone):
        return LAYOUTS[selection.paper](event, podium, selection)


def voices_of(event: Event, selection: Selection) -> Voices:
    """Return every language, the one that was chosen first."""
    codes = dict.fromkeys((selection.language, *LANGUAGES))
    return Voices(tuple(codes), event.zone)


def _tents(event: Event, podium: Podium, selection: Selection) -> pdf.Document | None:
    language = selection.language
    seats = halves.tents(podium.stages, unconfirmed=selection.unconfirmed)
    pages = [(halves.half_of(stage, seat, halves.TENT_NAME, language),) for stage, seat in seats]
    return _of_halves(event, selection, pages, drawings.folded())


def _cards(event: Event, podium: Podium, selection: Selection) -> pdf.Document | None:
    language = selection.language
    seats = halves.cards(podium.stages, podium.order, unconfirmed=selection.unconfirmed)
    cards = [
        halves.half_of(stage, seat, halves.CARD_NAME, language, number=number)
        for stage, seat, number in seats
    ]
    pages = [
        tuple(cards[first : first + CARDS_A_PAGE]) for first in range(0, len(cards), CARDS_A_PAGE)
    ]
    return _of_halves(event, selection, pages, drawings.cut())


def _of_halves(
    event: Event,
    selection: Selection,
    pages: Sequence[tuple[halves.Half, ...]],
    drawing: bytes,
) -> pdf.Document | None:
    if not pages:
        return None
    names = {half.name.rule for page in pages for half in page if half.name}
    kept = voices_of(event, selection).say(Sentence("Reserved"))
    html = _html(
        "halves.html",
        event,
        selection,
        pages=pages,
        folded=selection.paper is Paper.NAME_TENTS,
        kept=kept,
    )
    css = _css(html, "halves.css", sorted(names))
    return pdf.Document(html, css, tuple((drawing,) for _ in pages), pages=len(pages))


def _doors(event: Event, podium: Podium, selection: Selection) -> pdf.Document | None:
    voices = voices_of(event, selection)
    signs = doors.doors_of(podium.stages, voices)
    if not signs:
        return None
    words = {name: voices.say(text) for name, text in DOOR_WORDS.items()}
    whole = not selection.session
    html = _html(
        "doors.html", event, selection, doors=signs, voices=voices, words=words, whole=whole
    )
    pages = sum(len(door.signs) + 2 for door in signs)
    return pdf.Document(html, _css(html, "doors.css"), pages=pages)


DOOR_WORDS = {"interpreted": Sentence("Interpretation"), "recorded": Sentence("Recorded")}


def _moderation(event: Event, podium: Podium, selection: Selection) -> pdf.Document | None:
    stages = [
        stage for stage in podium.stages if selection.session or moderation.needs_sheet(stage)
    ]
    if not stages:
        return None
    welcomes = {code: _welcome(event, code) for code in LANGUAGES}
    sheets = [_sheet(event, podium, selection, stage, welcomes) for stage in stages]
    html = _html("moderation.html", event, selection, sheets=sheets)
    return pdf.Document(html, _css(html, "moderation.css"), pages=2 * len(sheets))


def _sheet(
    event: Event,
    podium: Podium,
    selection: Selection,
    stage: Stage,
    welcomes: Mapping[str, Mapping[str, str]],
) -> Markup:
    """Return one session's sheet, in the language of whoever moderates it if that is wished for."""
    language = selection.language
    if selection.own_language:
        language = moderation.language_of(stage, language)
    with i18n.speaking(language, event.zone):
        return Markup(  # noqa: S704  (a template's answer, escaped there)
            templates.render(
                "print/podium/_sheet.html",
                event=event,
                sheet=moderation.sheet_of(stage, podium.facts, language),
                as_of=podium.as_of,
                lines=range(moderation.LINES_TO_WRITE_ON),
                welcomes=welcomes,
                parts=PARTS,
            )
        )


def _welcome(event: Event, language: str) -> Mapping[str, str]:
    """Return what is said to listeners of a language, by what there is to say."""
    with i18n.speaking(language, event.zone):
        return {name: i18n.render(text) for name, text in WELCOMES.items()}


WELCOMES = {
    "welcome": Sentence("Welcome."),
    "interpretation": Sentence("This session is interpreted; please take a receiver."),
    "recorded": Sentence("This session is being recorded."),
}


def _contacts(event: Event, podium: Podium, selection: Selection) -> pdf.Document | None:
    people = contacts.contacts_of(podium.stages, podium.facts.times)
    if not people:
        return None
    html = _html(
        "contacts.html",
        event,
        selection,
        people=people,
        as_of=podium.as_of,
        parts=PARTS,
        AGREED=AGREED,
    )
    return pdf.Document(html, _css(html, "contacts.css"), pages=len(people) // NAMES_A_PAGE + 1)


LAYOUTS: dict[Paper, Layout] = {
    Paper.NAME_TENTS: _tents,
    Paper.SEAT_CARDS: _cards,
    Paper.DOOR_SIGNS: _doors,
    Paper.MODERATION: _moderation,
    Paper.CONTACTS: _contacts,
}


def _html(template: str, event: Event, selection: Selection, **values: Any) -> str:
    title = i18n.render(NAMES[selection.paper])
    html = templates.render(f"print/podium/{template}", event=event, title=title, **values)
    return typefaces.printable(html)


def _css(html: str, name: str, rules: Iterable[str] = ()) -> str:
    """Return the style: typefaces that the text needs, the paper's own, and the names' measures."""
    folder = resource("templates") / "print" / "podium"
    shared, own = ((folder / file).read_text(encoding="utf-8") for file in ("paper.css", name))
    return f"{typefaces.style(html, pdf.PLACE)}{shared}\n{own}\n{''.join(rules)}"
