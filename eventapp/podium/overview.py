"""What to look at before papers are printed: names, open places, answers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventapp.people.models import Person
from eventapp.podium import halves
from eventapp.podium.halves import NameTrouble
from eventapp.podium.queries import AsOf
from eventapp.podium.stages import Stage


@dataclass(frozen=True, slots=True)
class Overview:
    """What somebody who is about to print should know of what was chosen."""

    people: int
    """How many people are on the podium, those without an answer among them."""
    open_places: tuple[Stage, ...]
    """Sessions with a place that nobody has been found for."""
    unanswered: tuple[Person, ...]
    """Who is on the podium and has not agreed yet."""
    unpublished: tuple[Stage, ...]
    """Sessions edited since the version that the public sees."""
    troubles: tuple[NameTrouble, ...]


def of(stages: Sequence[Stage], as_of: AsOf) -> Overview:
    """Return what to look at in these sessions."""
    seats = [seat for stage in stages for seat in stage.seats]
    people = dict.fromkeys(seat.person for seat in seats if seat.person)
    agreed = {seat.person for seat in seats if seat.has_agreed}
    with_people = [stage for stage in stages if stage.seats]
    return Overview(
        len(people),
        tuple(s for s in with_people if any(seat.person is None for seat in s.seats)),
        tuple(person for person in people if person not in agreed),
        tuple(s for s in with_people if as_of.version and as_of.is_newer(s)),
        tuple(halves.troubles(seats)),
    )
