"""Name tents and cards for reserved seats: two halves on A4, each name as large as it fits. Pure.

At 58 points a capital is 14 mm high and read from 4 m; at 76 points from 5 m (DIN 1450 asks for a
small letter's height of 1 in 400 at poor light). A longer name is set smaller and reported, for a
name cut short is worse than one read from 3 m.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from eventapp import i18n
from eventapp.badges import name_fitting
from eventapp.badges.boxes import Box, Setting, set_in
from eventapp.badges.name_fitting import Fitted, NameBox
from eventapp.documents import typefaces
from eventapp.errors import Sentence
from eventapp.podium.stages import Seat, Stage

READ_AT_4_M = 58
"""The smallest size, in points, that is read from the third row."""
TENT_NAME = NameBox(".tent>", 182.0, 60.0, (76, 70, 64, 58, 50, 44, 38, 32, 26), 25)
CARD_NAME = NameBox(".card>", 182.0, 44.0, (58, 50, 44, 38, 32, 28, 24, 20), 25)
TITLE = Box("academic", 182, ((24, 1), (19, 1), (15, 2)))
ORGANISATION = Box("org", 182, ((21, 2), (17, 3), (14, 4)))
FOOT = Box("foot", 150, ((10, 1), (9, 2), (8, 2)))


@dataclass(frozen=True, slots=True)
class Half:
    """What stands on one half of a sheet, each text as it is printed."""

    name: Fitted | None
    """None: an open place, whose name is written by hand."""
    title: Setting
    organisation: Setting
    foot: Setting
    number: int = 0
    """The place in the protocol's order; 0 on a tent."""

    @property
    def from_the_right(self) -> bool:
        """Say whether the name is of a script that is written so: then it begins at the right."""
        letters = "".join(self.name.lines) if self.name else ""
        ways = map(unicodedata.bidirectional, letters)
        return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


@dataclass(frozen=True, slots=True)
class NameTrouble:
    """A name that somebody should look at before printing."""

    name: str
    what: Sentence


def half_of(stage: Stage, seat: Seat, box: NameBox, language: str, *, number: int = 0) -> Half:
    """Return what stands on a tent or card of somebody, in the language that is spoken."""
    person = seat.person
    return Half(
        name_fitting.fit(person.given_name, person.family_name, box) if person else None,
        set_in(TITLE, person.title if person else ""),
        set_in(ORGANISATION, seat.organisation_called(language) or seat.function_in(language)),
        set_in(FOOT, _foot(stage, seat, language, number=number)),
        number,
    )


def _foot(stage: Stage, seat: Seat, language: str, *, number: int) -> str:
    """Return where it is put up: session, day, hour and room, of a tent the seat, too."""
    at = stage.of(seat)
    begins = at.starts_at or stage.starts_at
    rooms = ", ".join(room.name.into(language) for room in stage.rooms)
    where = [at.title.into(language), i18n.format_short_date(begins), i18n.format_time(begins)]
    if number:
        place = ""
    elif seat.number:
        place = i18n.render(Sentence("seat %(number)s from the left", number=seat.number))
    else:
        place = i18n.render(Sentence("moderation"))
    return ", ".join(part for part in (*where, rooms, place) if part)


def tents(stages: Iterable[Stage], *, unconfirmed: bool) -> Iterator[tuple[Stage, Seat]]:
    """Yield whose name tents are printed, in the order in which they are put up.

    An open place gets one to be written on by hand; what only the team knows of gets none.
    """
    for stage in stages:
        for seat in stage.seats:
            if seat.is_public and (seat.person is None or seat.has_agreed or unconfirmed):
                yield stage, seat


def cards(
    stages: Iterable[Stage], order: Mapping[int, int], *, unconfirmed: bool
) -> Iterator[tuple[Stage, Seat, int]]:
    """Yield whose seats are kept free, with their places in the protocol's order of each session.

    The hosts' people come first, in the hosts' own order, whoever opens before the others of
    their organisation; then everybody else as they sit on the podium, and who moderates.
    """
    for stage in stages:
        those = [
            seat
            for seat in stage.seats
            if seat.is_public and seat.person and (seat.has_agreed or unconfirmed)
        ]
        last = len(order)

        def rank(seat: Seat, last: int = last) -> tuple[int, bool]:
            organisation = seat.organisation
            place = order.get(organisation.id, last) if organisation else last
            return place, not seat.opens

        for number, seat in enumerate(sorted(those, key=rank), 1):
            yield stage, seat, number


def troubles(seats: Iterable[Seat]) -> list[NameTrouble]:
    """Return the names that are set smaller than is read from 4 m, or lack letters; once each."""
    return list(dict.fromkeys(trouble for seat in seats for trouble in _of(seat)))


def _of(seat: Seat) -> Iterator[NameTrouble]:
    person = seat.person
    if person is None:
        return
    fitted = name_fitting.fit(person.given_name, person.family_name, TENT_NAME)
    text = f"{person.title}{person.given_name}{person.family_name}{seat.organisation_called('')}"
    if not fitted.lines:
        yield NameTrouble(person.full_name, NOTHING_PRINTED)
    elif not fitted.whole:
        yield NameTrouble(person.full_name, SHORTENED)
    elif fitted.size < READ_AT_4_M:
        yield NameTrouble(person.full_name, SMALL)
    if absent := typefaces.lacking(text):
        yield NameTrouble(person.full_name, _lacking(absent))


NOTHING_PRINTED = Sentence(
    "No character of the name can be printed. Please write it on the name tent by hand."
)
SHORTENED = Sentence("The name is too long and was shortened.")
SMALL = Sentence("The long name is set smaller; it is readable from about 3 m, not from 4 m.")


def _lacking(letters: str) -> Sentence:
    return Sentence(
        "No typeface has these characters; they are left out: %(letters)s", letters=letters
    )
