"""The back of a badge: the holder's day as a thread with knots, help, and a word to the finder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eventapp import i18n
from eventapp.agenda.items import Item
from eventapp.agenda.programme import Programme
from eventapp.badges.boxes import HOLDER, Setting, set_in
from eventapp.badges.measuring import BOLD, lines_of, shortened, width_mm
from eventapp.badges.queries import Face
from eventapp.errors import Sentence
from eventapp.events.models import Event

TOP_MM, HEIGHT_MM, LINE_MM = 29.0, 82.0, 4.1
TITLE_POINTS, TITLE_WIDTH_MM = 9.5, 67.0
PLACE_POINTS, PLACE_WIDTH_MM = 8.5, 72.0
NOTE_POINTS, NOTE_WIDTH_MM, NOTE_LINES = 8.5, 92.5, 6
GAP_MOST, GAP_LEAST = 5.0, 1.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A knot of the thread: an hour, and lines of text, each with the class it is set in."""

    hour: str
    lines: tuple[tuple[str, str], ...]
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """What stands on one back, in the holder's language."""

    title: str
    stops: tuple[Stop, ...]
    notes: tuple[tuple[str, str], ...]
    """A word each in the heavier weight, and what follows it, in lines as they are printed."""

    @property
    def gap(self) -> float:
        """The room under each stop, in tenths of a millimetre exactly."""
        if not self.stops:
            return GAP_MOST
        left = (HEIGHT_MM - _height(self.stops)) / len(self.stops)
        return int(min(GAP_MOST, left) * 10) / 10

    def knots(self) -> Iterator[tuple[float, Stop]]:
        """Yield each stop that has an hour, with its knot's place from the badge's top."""
        top = TOP_MM
        for stop in self.stops:
            if stop.hour:
                yield top + LINE_MM / 2, stop
            top += len(stop.lines) * LINE_MM + self.gap


def back_of(event: Event, programme: Programme, face: Face) -> Back:
    """Return the back of one badge; a reader's language is set here and nowhere else."""
    own = _own(programme, face)
    open_to_all = [item for item in programme.held if not item.restricted or item.id in own]
    with i18n.speaking(face.language, event.zone):
        return Back(
            i18n.render(Sentence("My day")),
            _fitting(Programme(tuple(open_to_all), (), ()), event, face, own),
            _set_notes(_notes(event, open_to_all, face.language))[0],
        )


def holder_of(face: Face) -> Setting:
    """Return whose back it is: the one line of it that no other badge shares."""
    return set_in(HOLDER, f"{face.given_name} {face.family_name}")


def _fitting(
    programme: Programme, event: Event, face: Face, own: frozenset[str]
) -> tuple[Stop, ...]:
    """Return the stops in as much detail as the back holds; at the worst the first ones."""
    stops: tuple[Stop, ...] = ()
    for title_lines, places in ((2, True), (1, True), (1, False)):
        stops = tuple(_stops(programme, event, face, own, title_lines=title_lines, places=places))
        if _height(stops) + len(stops) * GAP_LEAST <= HEIGHT_MM:
            return stops
    while _height(stops) + len(stops) * GAP_LEAST > HEIGHT_MM - LINE_MM - GAP_LEAST:
        stops = stops[:-1]
    more = Sentence("More in the programme online")
    return (*stops, Stop("", (("place", i18n.render(more)),)))


def _stops(
    programme: Programme,
    event: Event,
    face: Face,
    own: frozenset[str],
    *,
    title_lines: int,
    places: bool,
) -> Iterator[Stop]:
    days = programme.days(event.zone)
    for day in days:
        if len(days) > 1:
            yield Stop("", (("own", i18n.format_day(day.day)),))
        for slot in day.slots:
            last = slot is day.slots[-1]
            lines = [
                line
                for item in slot.items
                for line in _lines(
                    item,
                    face,
                    most=title_lines,
                    own=item.id in own,
                    place=_place(item, face, own=item.id in own, last=last) if places else "",
                )
            ]
            yield Stop(i18n.format_time(slot.starts_at), tuple(lines), slot.is_pause)


def _lines(
    item: Item, face: Face, *, most: int, own: bool, place: str
) -> Iterator[tuple[str, str]]:
    title = lines_of(item.title.into(face.language), TITLE_POINTS, TITLE_WIDTH_MM)
    kind = "own" if own else "title"
    for number, line in enumerate(title[:most], 1):
        wide = width_mm(line, TITLE_POINTS) > TITLE_WIDTH_MM
        cut = wide or number == most < len(title)
        yield kind, shortened(line.rstrip(" -–:"), TITLE_POINTS, TITLE_WIDTH_MM) if cut else line
    if place and not item.is_pause:
        yield "place", place


def _place(item: Item, face: Face, *, own: bool, last: bool) -> str:
    """Return where it is, when the last one ends, and that it is the holder's own."""
    parts = []
    if last and item.ends_at:
        until = Sentence("until %(time)s", time=i18n.format_time(item.ends_at))
        parts.append(i18n.render(until))
    if own:
        parts.append(i18n.render(Sentence("your session")))
    rest = ", ".join(parts)
    rooms = item.room_names.into(face.language).strip() if item.rooms else ""
    left = PLACE_WIDTH_MM - (width_mm(f", {rest}", PLACE_POINTS) if rest else 0)
    if width_mm(rooms, PLACE_POINTS) > left:
        rooms = shortened(rooms, PLACE_POINTS, left)
    return ", ".join(part for part in (rooms, rest) if part)


def _own(programme: Programme, face: Face) -> frozenset[str]:
    """Return the ids of the sessions the holder has a part in, blocks with their talks."""
    held = [item for item in programme.items if any(p.person.id == face.person for p in item.parts)]
    return frozenset(
        name for item in held for name in (item.id, item.block) if name and face.person
    )


def _height(stops: Iterable[Stop]) -> float:
    return sum(len(stop.lines) for stop in stops) * LINE_MM


def _notes(event: Event, items: Iterable[Item], language: str) -> Iterator[tuple[str, str]]:
    """Yield a word and what it says: interpreting, help, and for whoever finds the badge."""
    interpreted = [item for item in items if item.interpretation]
    if interpreted:
        codes = dict.fromkeys(code for item in interpreted for code in item.interpreted_into)
        named = (room.name.into(language) for item in interpreted for room in item.rooms)
        rooms = dict.fromkeys(name for name in named if name.strip())
        spoken = i18n.format_list(str(i18n.locale().languages.get(code, code)) for code in codes)
        where = f"{spoken} – {i18n.format_list(rooms)}" if rooms else spoken
        yield i18n.render(Sentence("Interpreting")), where
    reached = " · ".join(way for way in (event.contact_phone, event.contact_email) if way)
    if reached:
        yield i18n.render(Sentence("Help")), reached
    where = ", ".join(
        line for line in (event.venue.into(language).strip(), event.address.strip()) if line
    )
    if where:
        sentence = Sentence("Please return it to: %(where)s", where=where)
        yield i18n.render(Sentence("Found this badge?")), i18n.render(sentence)


def _set_notes(notes: Iterable[tuple[str, str]]) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Return the notes in lines as they are printed, and whether nothing of them was left out."""
    size, whole = NOTE_POINTS * BOLD, True
    words, texts = [], []
    for word, text in notes:
        words.append(word)
        texts.append(lines_of(f"{word} {text}", size, NOTE_WIDTH_MM))
    for lines in texts:
        for number, line in enumerate(lines):
            if width_mm(line, size) > NOTE_WIDTH_MM:
                lines[number], whole = shortened(line, size, NOTE_WIDTH_MM), False
    while sum(map(len, texts)) > NOTE_LINES:
        longest = max(texts, key=len)
        longest.pop()
        longest[-1], whole = shortened(longest[-1], size, NOTE_WIDTH_MM), False
    broken = ("\n".join(lines) for lines in texts)
    pairs = zip(words, broken, strict=True)
    return tuple((word, text.removeprefix(f"{word} ")) for word, text in pairs), whole


def notes_fit(event: Event, language: str) -> bool:
    """Say whether help and the way back stand whole on the back, in a language."""
    with i18n.speaking(language, event.zone):
        return _set_notes(_notes(event, (), language))[1]
