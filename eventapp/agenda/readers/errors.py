"""Why a file is no timetable we can read. Nothing was changed."""

from collections.abc import Sequence

from eventapp.agenda.readers.columns import FileTable
from eventapp.agenda.readers.dates import Doubtful
from eventapp.errors import Invalid, Sentence


class NotATimetable(Invalid):
    """The file is of no format we know, or broken."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(why, field="file")


NO_COLUMNS = Sentence(
    "This table is not a programme; it needs at least the columns title and start. Nothing was "
    "changed."
)


class ColumnsUnknown(NotATimetable):
    """The heads of the table do not say where its titles and times are; somebody may choose."""

    def __init__(self, table: FileTable) -> None:
        super().__init__(NO_COLUMNS)
        self.table = table


class TooBig(NotATimetable):
    """The file, or something in it, is too big to be a timetable."""

    def __init__(self) -> None:
        super().__init__(Sentence("The file is too large for a programme. Nothing was changed."))


class DaysAsWords(NotATimetable):
    """The file names its days, and the event has no date to begin with."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This file gives its days in words. Enter the dates of the event first; nothing "
                "was changed."
            )
        )


class DatesAmbiguous(NotATimetable):
    """A date of the file can mean several days; somebody says in which order it is written."""

    def __init__(self, doubt: Doubtful) -> None:
        super().__init__(
            Sentence(
                "“%(typed)s” can mean %(days)s. Please state the order in which this file gives "
                "its dates; nothing was changed.",
                typed=doubt.typed[:40],
                days=" / ".join(meaning.isoformat() for meaning in sorted(doubt.meanings.values())),
            )
        )
        self.doubt = doubt


MOST_SHOWN = 5


class TimesNotUnderstood(NotATimetable):
    """No session of the file has a time that can be read."""

    def __init__(self, typed: Sequence[str]) -> None:
        different = list(dict.fromkeys(typed))
        super().__init__(
            Sentence(
                "No time in this file could be read: %(typed)s. Nothing was changed.",
                typed=", ".join(f"“{text[:40]}”" for text in different[:MOST_SHOWN])
                + (" …" if len(different) > MOST_SHOWN else ""),
            )
        )
