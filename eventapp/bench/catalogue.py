"""The benchmarks by name. Each makes what it needs and returns figures."""

from collections.abc import Callable, Iterable

from eventapp.bench.cases import (
    contributors,
    directories,
    doors,
    mails,
    minute,
    mixed,
    organising,
    pictures,
    printing,
    programme,
    proposals,
    remembering,
    scale,
    sign_ups,
    starting,
)
from eventapp.bench.measure import Figure

CASES: dict[str, Callable[[], Iterable[Figure]]] = {
    "badges-250": printing.badges_250,
    "badges-sheet": printing.badges_sheet,
    "scan": doors.scan,
    "scan-print": doors.beside_a_print,
    "scan-pages": doors.beside_pages,
    "register": sign_ups.register,
    "burst": sign_ups.burst,
    "release": sign_ups.release,
    "agenda": programme.agenda,
    "agenda-large": programme.large_agenda,
    "first-minute": programme.first_minute,
    "editor": organising.editor,
    "lists": organising.lists,
    "csv": organising.csv,
    "search": organising.search,
    "directory": directories.directory,
    "contributors": contributors.contributors,
    "proposals": proposals.proposals,
    "import": organising.imports,
    "booklet": organising.booklet,
    "portrait": pictures.portrait,
    "emails": mails.emails,
    "mixed": mixed.mixed,
    "start": starting.start,
    "memory": remembering.memory,
    "scale": scale.scale,
    "events": scale.events,
    "minute": minute.minute,
}
