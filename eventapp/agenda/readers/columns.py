"""Which column of a table holds what: known by its head, guessed, or chosen. Pure."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eventapp.agenda.readers import dates, wall_clock
from eventapp.text_search import fold

HEADS = {
    "key": "id guid key kennung nummer code identifiant session_id proposal_id",
    "title": "title titel titre name session veranstaltung seance session_title proposal_title",
    "subtitle": "subtitle untertitel sous_titre",
    "abstract": "abstract description beschreibung resume kurzfassung inhalt",
    "day": "day date datum tag jour",
    "start": "start starts begin beginn von debut heure zeit time starts_at start_at start_time "
    "start_date starttime startzeit uhrzeit heure_de_debut begins from scheduled_at",
    "end": "end ends ende bis fin ends_at end_at end_time end_date endtime endzeit heure_de_fin "
    "until to",
    "duration": "duration dauer duree length lange",
    "room": "room raum salle saal ort lieu location wo ou where",
    "track": "track strang reihe parcours theme thema",
    "kind": "type kind art typ format",
    "language": "language sprache langue",
    "state": "state status zustand etat statut",
    "people": "speakers speaker persons referenten referierende sprecher intervenants personen "
    "wer qui who",
}
"""What a column holds -> the heads it may have, folded, in three languages."""

_APART = re.compile(r"[\s_./-]+")
"""What divides the words of a head: `starts-at`, `Start time` and `starts_at` are one."""

NEEDED = ("title", "start")
"""Without these a table is no timetable."""

SAMPLES = 20
ENOUGH = 0.8
"""So much of a column must look alike before its cells say what it holds."""


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table as it came: its heads, its first rows, and what its columns hold."""

    heads: tuple[str, ...]
    rows: list[list[str]]
    places: Mapping[str, int]
    """Meaning -> column, as the table was or would be read."""

    def samples(self, place: int, most: int = 3) -> list[str]:
        """Return the first different texts of a column."""
        cells = (row[place].strip() for row in self.rows if place < len(row))
        return list(dict.fromkeys(cell for cell in cells if cell))[:most]


Choose = Callable[[tuple[str, ...]], Mapping[str, int] | None]
"""What somebody chose for a table with these heads; None: nothing."""


def key_of(heads: Sequence[str]) -> str:
    """Return what tables with the same heads have in common."""
    folded = "\x1f".join(fold(head).strip() for head in heads)
    return hashlib.sha256(folded.encode()).hexdigest()


def known(heads: Sequence[str]) -> dict[str, int]:
    """Return the columns whose heads say what they hold, in German, French or English."""
    folded = [_APART.sub("_", fold(head)).strip("_") for head in heads]
    places = {
        meaning: next((n for n, head in enumerate(folded) if head in words.split()), None)
        for meaning, words in HEADS.items()
    }
    return {meaning: place for meaning, place in places.items() if place is not None}


def proposed(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return the known columns, and for others what their cells look like."""
    places = known(heads)
    for place in range(len(heads)):
        if place not in places.values():
            cells = [row[place].strip() for row in rows if place < len(row)]
            meaning = _guessed([cell for cell in cells if cell][:SAMPLES], places)
            if meaning:
                places[meaning] = place
    if (
        "title" not in places
        and (title := _wordiest(heads, rows, set(places.values()))) is not None
    ):
        places["title"] = title
    return places


def _guessed(cells: list[str], taken: Mapping[str, int]) -> str:
    """Return what the cells look like, if nothing else is that already."""
    for meaning, looks in LOOKS:
        alike = sum(1 for cell in cells if looks(cell))
        if cells and alike >= ENOUGH * len(cells) and meaning not in taken:
            return meaning
    return ""


def _is_moment(cell: str) -> bool:
    return wall_clock.is_moment(cell) and not dates.readings(cell)


def _is_clock(cell: str) -> bool:
    return wall_clock.clock(cell) is not None


def _is_day(cell: str) -> bool:
    return bool(dates.readings(cell)) or dates.is_weekday(cell)


def _is_length(cell: str) -> bool:
    return not cell.isdigit() and wall_clock.duration(cell) is not None


LOOKS = (
    ("start", _is_moment),
    ("end", _is_moment),
    ("start", _is_clock),
    ("end", _is_clock),
    ("day", _is_day),
    ("duration", _is_length),
)
"""Meanings in the order in which columns of that look usually stand."""


def _wordiest(heads: Sequence[str], rows: Sequence[Sequence[str]], taken: set[int]) -> int | None:
    """Return the column with the most different texts of some words: the title, most likely."""
    different = {
        place: len({row[place] for row in rows if place < len(row) and " " in row[place].strip()})
        for place in range(len(heads))
        if place not in taken
    }
    return max(different, key=lambda place: different[place]) if any(different.values()) else None
