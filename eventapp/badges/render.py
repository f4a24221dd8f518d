"""From faces to one PDF: what is said of them before printing, the page's text and its style."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app, render_template
from sqlalchemy.orm import Session

from eventapp.agenda.programme import Programme
from eventapp.badges import fit, queries, services
from eventapp.badges.backs import Back, back_of
from eventapp.badges.codes import shown
from eventapp.badges.drawings import under
from eventapp.badges.models import Badge
from eventapp.badges.queries import Face
from eventapp.badges.sheets import Layout, sides
from eventapp.errors import Sentence
from eventapp.events import queries as events
from eventapp.events.models import BadgeBand, Event
from eventapp.extensions import db
from eventapp.mail.letters import EntranceCode
from eventapp.paths import resource
from eventapp.registration import queries as registrations
from eventapp.registration.letters import CONFIRMING, ConfirmedLetter
from eventapp.registration.models import Registration, State
from eventapp.settings import Settings
from eventapp.web import clock, i18n, pdf, typefaces
from eventapp.web.event_days import format_days
from eventapp.web.qr import badge_png

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
        if not fitted.lines:
            words = Sentence("No letter of the name can be printed: write it on the badge by hand.")
            found.append(Trouble(name, words))
        strange = _strange(f"{face.title}{name}{face.organisation}")
        found += [Trouble(name, words) for words in strange]
        if not fit.organisation_fits(face.organisation):
            found.append(
                Trouble(name, Sentence("The organisation’s name is too long for its box."))
            )
    return found


def _strange(text: str) -> list[Sentence]:
    """Return what to say of letters that the badge's own typeface lacks."""
    other, absent = fit.missing_glyphs(text), typefaces.lacking(text)
    found = []
    if other:
        found.append(Sentence("Letters in another typeface: %(letters)s", letters=other))
    if absent:
        found.append(
            Sentence(
                "No typeface has these letters; they are left out: %(letters)s", letters=absent
            )
        )
    return found


def badges_pdf(
    event: Event,
    programme: Programme,
    faces: Sequence[Face],
    layout: Layout,
    page_done: Callable[[], None] = lambda: None,
) -> bytes:
    """Return one PDF of all the badges, in the order given; `page_done` after each page."""
    return pdf.render(document_of(event, programme, faces, layout), page_done)


def document_of(
    event: Event, programme: Programme, faces: Sequence[Face], layout: Layout
) -> pdf.Document:
    """Return what to render: blocks at fixed places, drawings under them.

    Letters that no typeface has are left out of the whole document; `troubles` told of them.
    """
    pages = list(sides(faces, layout))
    backs = _backs(event, programme, faces) if layout.duplex else {}
    with i18n.speaking(event.languages[0] if event.languages else "de", event.zone):
        html = render_template(
            "badges/print/badges.html",
            event=event,
            pages=pages,
            backs=backs,
            fit=fit.fit,
            words=words_of,
            days={code: _days(event, code) for code in {face.language for face in faces}},
            shown=shown,
        )
    html = typefaces.printable(html)
    blank = Back("", (), ())
    drawings = tuple(
        under(page, [backs.get(face.badge, blank) for _, face in page.places], layout)
        for page in pages
    )
    return pdf.Document(html, _css(layout, html, backs.values()), drawings)


def _backs(event: Event, programme: Programme, faces: Sequence[Face]) -> dict[int, Back]:
    """Return each badge's back; holders of one language and no part of their own share one."""
    known: dict[tuple[str, str], Back] = {}
    for face in faces:
        key = face.language, face.person
        if key not in known:
            known[key] = back_of(event, programme, face)
    return {face.badge: known[face.language, face.person] for face in faces}


def _days(event: Event, language: str) -> str:
    """Return the days of the event in the holder's language; nothing while it has none."""
    with i18n.speaking(language, event.zone):
        return format_days(event.starts_at, event.ends_at) if event.starts_at else ""


def words_of(face: Face) -> tuple[str, str]:
    """Return the band's word in the holder's language, and beside it the category's for a role."""
    role = ROLE_WORDS.get(face.band)
    with i18n.speaking(face.language):
        return (i18n.render(role), face.category) if role else (face.category, "")


def _css(layout: Layout, html: str, backs: Iterable[Back]) -> str:
    """Return the style: the sheet's measures, and beside our own typeface those the text needs."""
    style = (resource("templates") / "badges" / "print" / "badge.css").read_text(encoding="utf-8")
    cells = "".join(
        f".at-{number}{{left:{left}mm;top:{top}mm}}"
        for number, (left, top) in enumerate(layout.cells)
    )
    gaps = "".join(
        f".gap-{round(gap * 10)} li{{padding-bottom:{gap}mm}}" for gap in {one.gap for one in backs}
    )
    size = f"{layout.width}mm {layout.height}mm"
    return (
        f"@page{{size:{size};margin:0}}.sheet{{width:{layout.width}mm;height:{layout.height}mm}}"
        f"{typefaces.style(html, pdf.PLACE)}{cells}{gaps}\n{style}"
    )


def keys_folder() -> Path:
    """Return where the private keys lie."""
    settings: Settings = current_app.config["EVENTAPP"]
    return settings.data_dir / "keys"


def code_of(event: Event, registration: Registration) -> Badge:
    """Return a confirmed participant's badge, issued at the first look.

    Looking twice changes nothing, so a page that shows a code may do this; the short transaction
    is its own and holds the write lock for the issue alone.
    """
    if (found := queries.own(db.session(), registration)) is not None:
        return found
    with Session(db.engine, expire_on_commit=False) as session:
        here = session.get_one(Event, event.id)
        place = session.get_one(Registration, registration.id)
        badge = services.issue(session, here, place, keys_folder(), now=clock.now())
        session.commit()
        return badge


def entrance_in(facts: ConfirmedLetter) -> EntranceCode | None:
    """Return the code that lets the recipient of a letter in; none when the place is gone."""
    with Session(db.engine, expire_on_commit=False) as session:
        event = events.by_slug(session, facts.slug)
        if event is None:
            return None
        place = registrations.by_reference(session, event, facts.reference)
        if place is None or place.state is not State.CONFIRMED:
            return None
        badge = services.issue(session, event, place, keys_folder(), now=clock.now())
        session.commit()
    return EntranceCode(shown(badge.fallback), badge_png(badge.token))


IN_LETTERS = {kind.__name__: entrance_in for kind in CONFIRMING}
"""Kind of letter -> what makes the code that stands in it."""
