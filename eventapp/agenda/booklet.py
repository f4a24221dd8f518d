"""The released programme as a booklet: A4, or A5 laid two on a sheet to be folded."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import ceil

from eventapp import i18n
from eventapp.agenda import cover
from eventapp.agenda.bilingual import Said, Voices
from eventapp.agenda.booklet_length import is_long, pages_about
from eventapp.agenda.grids import grids
from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.programme import Programme
from eventapp.agenda.render import LEVELS, PARTS
from eventapp.changes import seen_in
from eventapp.documents import page_numbers, pdf, typefaces
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.events.services import EventChange
from eventapp.i18n import event_days, templates
from eventapp.paths import resource
from eventapp.people.models import Desk, DeskExpert, Host, Person

FORMS = {"a4": Sentence("A4"), "a5": Sentence("A5, to be folded")}
"""Sizes of paper, as an address names them and as a reader reads them."""
USUAL_FORM = "a4"
"""Where nobody asked for another."""
WORDS = {
    "programme": Sentence("Programme"),
    "contents": Sentence("Contents"),
    "hosts": Sentence("Hosts"),
    "sessions": Sentence("Sessions"),
    "speakers": Sentence("Speakers and contributors"),
    "rooms": Sentence("Rooms"),
    "desks": Sentence("Information desks"),
    "asked": Sentence("Whom you can ask"),
    "venue": Sentence("Getting there"),
    "page": Sentence("p."),
    "open": Sentence("Room not known yet"),
    "time": Sentence("Time"),
}
PARTS_OF_IT = ("booklet.html", "_said.html", "booklet.css", "a4.css", "a5.css")
ROOMS_ACROSS = {"a4": 5, "a5": 4}
LETTERS_ASIDE, MOST_ASIDE, LINE_ASIDE = 15, 30, 1.34
"""Letters on a line of the margin, about; lines that stand there at most; a line's height in parts
of the size of type beside it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which booklet: its paper, and one language or two beside each other."""

    form: str
    languages: tuple[str, ...]

    @property
    def folded(self) -> bool:
        """Say whether its pages lie two on a sheet."""
        return self.form == "a5"

    @property
    def key(self) -> str:
        """What a file name calls it."""
        return "-".join((self.form, *self.languages))


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which release it is, for who finds an older booklet later."""

    number: int
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """Of whom a booklet tells beside the programme."""

    hosts: Sequence[Host] = ()
    desks: Sequence[Desk] = ()


def state_of(event: Event, programme: Programme, around: Around, imprint: Imprint) -> str:
    """Return a short name of all that a booklet is made of: another state, another booklet.

    Not the event's revision, which a change of the draft raises: making one takes long. Who may
    not be public any longer changes it, so that no older booklet names them.
    """
    hosts = [
        (host.level.value, host.text, host.organisation.public_id, host.organisation.version)
        for host in around.hosts
    ]
    desks = [
        (desk.public_id, desk.version, [(asked.id, asked.version) for _, asked in experts_of(desk)])
        for desk in around.desks
    ]
    people = [speaker.id for speaker in programme.speakers]
    state = (seen_in(EventChange.of(event)), imprint, hosts, desks, people, _design())
    return hashlib.blake2b(repr(state).encode(), digest_size=10).hexdigest()


def experts_of(desk: Desk) -> list[tuple[DeskExpert, Person]]:
    """Return who can be asked at an information desk and may be named in public."""
    return [(expert, expert.person) for expert in desk.experts if expert.person.is_public]


@lru_cache(maxsize=1)
def _design() -> str:
    folder = resource("templates") / "print" / "agenda"
    parts = b"".join((folder / name).read_bytes() for name in PARTS_OF_IT)
    return hashlib.blake2b(parts, digest_size=8).hexdigest()


def document_of(
    event: Event,
    programme: Programme,
    around: Around,
    imprint: Imprint,
    edition: Edition,
) -> pdf.Document:
    """Return what to render: what takes place by the release, and nothing of the draft."""
    voices = Voices(edition.languages, event.zone)
    days = programme.days(event.zone)
    plan = [(day, grids(day, programme.rooms, most=ROOMS_ACROSS[edition.form])) for day in days]
    held = {room for item in programme.held for room in item.rooms}
    speakers = _speakers(programme)
    tables, people = (grid for _, day in plan for grid in day), [speaker for speaker, _ in speakers]
    about = pages_about(programme, tables, people, edition.languages, edition.form)
    with i18n.speaking(edition.languages[0], event.zone):
        html = templates.render(
            "print/agenda/booklet.html",
            event=event,
            programme=programme,
            days=plan,
            rooms=[room for room in programme.rooms if room in held],
            speakers=speakers,
            **_told_of(around),
            as_of=_as_of(voices, imprint),
            dates=_dates(event, voices),
            voices=voices,
            words={name: voices.say(text) for name, text in WORDS.items()},
            functions={key: voices.say(text) for key, text in PARTS.items()},
            levels={key.value: voices.say(text) for key, text in LEVELS.items()},
            is_long=is_long,
            lines_beside=lambda item: _lines_beside(item, voices),
            most_aside=MOST_ASIDE,
            number=page_numbers.placeholder(about),
            SEATS=_seats,
            REACHED=Sentence("step-free access"),
        )
    html = typefaces.printable(html)
    under = ((_cover(event, programme, edition),),)
    return pdf.Document(html, _css(html, edition), under, edition.folded, about)


def _told_of(around: Around) -> dict[str, object]:
    return {"hosts": around.hosts, "desks": around.desks, "experts_of": experts_of}


def _lines_beside(item: Item, voices: Voices) -> int:
    """Return how many lines a session's time and rooms take in the margin, about."""
    return 1 + sum(ceil(len(name) / LETTERS_ASIDE) for _, name in voices.texts(item.room_names))


def _seats(number: int) -> Sentence:
    return Sentence("%(num)s seat", "%(num)s seats", number)


def _speakers(programme: Programme) -> list[tuple[Speaker, list[Item]]]:
    """Return who has a part in what takes place, with the sessions."""
    by_person: dict[str, list[Item]] = {}
    for item in programme.held:
        for person in item.persons:
            by_person.setdefault(person.id, []).append(item)
    return [
        (speaker, by_person[speaker.id])
        for speaker in programme.speakers
        if speaker.id in by_person
    ]


def _as_of(voices: Voices, imprint: Imprint) -> Said:
    def write() -> str:
        day = i18n.format_date(imprint.released_at)
        return i18n.render(
            Sentence("As of %(day)s, version %(number)s", day=day, number=imprint.number)
        )

    return voices.each(write)


def _dates(event: Event, voices: Voices) -> Said:
    """Return the event's days."""
    if event.starts_at is None:
        return ()
    begins, ends = event.starts_at, event.ends_at
    return voices.each(lambda: i18n.begin_sentence(event_days.format_event_day(begins, ends)))


def _cover(event: Event, programme: Programme, edition: Edition) -> bytes:
    gates = cover.gates_of(programme, event.zone)
    if edition.folded:  # the cover is the right half of the first side
        return cover.flow(gates, left=148.5, bottom=34, width=148.5, height=62)
    return cover.flow(gates, left=0, bottom=48, width=210, height=92)


def _css(html: str, edition: Edition) -> str:
    folder = resource("templates") / "print" / "agenda"
    names = ["booklet.css", f"{edition.form}.css"]
    style = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    lines = range(1, MOST_ASIDE + 1)
    high = "".join(f".high-{n} {{ min-height: {LINE_ASIDE * n:.2f}em; }}\n" for n in lines)
    return f"{typefaces.style(html, pdf.PLACE)}{style}\n{high}"
