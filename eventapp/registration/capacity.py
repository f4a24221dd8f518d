"""Who may have which place: pure arithmetic over counts, the same for sign-up and waiting list.

Three limits hold at once: the event's places, those of the category, and the most an organisation
may hold. Contingents keep places of the event for those they describe; a place is taken from the
narrowest contingent that fits and has one left, else from those open to all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

UNLIMITED = 1_000_000_000
_Key = TypeVar("_Key")


class NoPlaceReason(StrEnum):
    """Why somebody cannot have a place now."""

    EVENT_FULL = "event-full"
    CATEGORY_FULL = "category-full"
    ORGANISATION_FULL = "organisation-full"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Seeker:
    """What about a person decides which places they may have."""

    category_id: int
    country: str = ""
    organisation_id: int | None = None
    organisation_key: str = ""
    """The folded name, for an organisation that is not in the directory."""
    delegation_id: int | None = None
    """The host in whose delegation they come."""

    @property
    def organisation(self) -> int | str | None:
        """What says whose colleague somebody is: number or folded name; None: nobody's."""
        return self.organisation_id or self.organisation_key or None


@dataclass(frozen=True, slots=True)
class Reserve:
    """A contingent that still keeps places."""

    contingent_id: int
    places: int
    category_id: int | None = None
    country: str = ""
    organisation_id: int | None = None
    per_organisation: int | None = None

    def fits(self, seeker: Seeker) -> bool:
        """Say whether all conditions of the contingent hold for the person."""
        return (
            self.category_id in {None, seeker.category_id}
            and self.country in {"", seeker.country}
            and self.organisation_id in {None, seeker.delegation_id or seeker.organisation_id}
        )

    @property
    def narrowness(self) -> int:
        """How exactly it describes people: an organisation, then a country, then a category."""
        return (
            4 * (self.organisation_id is not None)
            + 2 * bool(self.country)
            + (self.category_id is not None)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A place somebody may have: from a contingent, or open to all."""

    contingent_id: int | None = None


@dataclass(slots=True)
class Ledger:
    """The event's places as they are held at this moment; `take` keeps it true."""

    places: int | None
    by_category: dict[int, int]
    """Held places by category id."""
    by_contingent: dict[int, int] = field(default_factory=dict)
    by_organisation: dict[tuple[int, int | str], int] = field(default_factory=dict)
    """Held places by category id and organisation; counted where something is limited by it."""
    in_contingent: dict[tuple[int, int | str], int] = field(default_factory=dict)
    """Held places by contingent id and organisation."""
    limits: Mapping[int, int | None] = field(default_factory=dict)
    organisation_limits: Mapping[int, int | None] = field(default_factory=dict)
    reserves: Sequence[Reserve] = ()
    waiting: Mapping[int, int] = field(default_factory=dict)
    """How many wait, by category id."""

    @property
    def kept(self) -> int:
        """How many places contingents keep that nobody holds yet."""
        return sum(
            max(0, reserve.places - self.by_contingent.get(reserve.contingent_id, 0))
            for reserve in self.reserves
        )

    @property
    def open_to_all(self) -> int:
        """How many places are free for everybody."""
        if self.places is None:
            return UNLIMITED
        return max(0, self.places - sum(self.by_category.values()) - self.kept)

    @property
    def full(self) -> bool:
        """Say whether every place of the event is held, kept ones included."""
        return self.places is not None and sum(self.by_category.values()) >= self.places

    @property
    def anything_left(self) -> bool:
        """Say whether anybody at all could have a place; the shortest way out of a full event."""
        return not self.full and (self.open_to_all > 0 or self.kept > 0)

    def find(self, seeker: Seeker) -> Place | NoPlaceReason:
        """Return the place the person may have, or why there is none."""
        if self.full:
            return NoPlaceReason.EVENT_FULL
        limit = self.limits.get(seeker.category_id)
        if limit is not None and self.by_category.get(seeker.category_id, 0) >= limit:
            return NoPlaceReason.CATEGORY_FULL
        most = self.organisation_limits.get(seeker.category_id)
        if most is not None and seeker.organisation is not None:
            key = (seeker.category_id, seeker.organisation)
            if self.by_organisation.get(key, 0) >= most:
                return NoPlaceReason.ORGANISATION_FULL
        for reserve in sorted(
            self.reserves, key=lambda kept: (-kept.narrowness, kept.contingent_id)
        ):
            if reserve.fits(seeker) and self._left(reserve, seeker):
                return Place(reserve.contingent_id)
        if self.open_to_all > 0:
            return Place()
        return NoPlaceReason.RESERVED if self.kept else NoPlaceReason.EVENT_FULL

    def _left(self, reserve: Reserve, seeker: Seeker) -> bool:
        if self.by_contingent.get(reserve.contingent_id, 0) >= reserve.places:
            return False
        if reserve.per_organisation is None or seeker.organisation is None:
            return True
        key = (reserve.contingent_id, seeker.organisation)
        return self.in_contingent.get(key, 0) < reserve.per_organisation

    def take(self, seeker: Seeker, place: Place) -> None:
        """Count the place as held."""
        _add(self.by_category, seeker.category_id)
        if seeker.organisation is not None:
            _add(self.by_organisation, (seeker.category_id, seeker.organisation))
        if place.contingent_id is not None:
            _add(self.by_contingent, place.contingent_id)
            if seeker.organisation is not None:
                _add(self.in_contingent, (place.contingent_id, seeker.organisation))

    def give_back(self, seeker: Seeker, place: Place) -> None:
        """Count the place as free again."""
        _add(self.by_category, seeker.category_id, -1)
        if seeker.organisation is not None:
            _add(self.by_organisation, (seeker.category_id, seeker.organisation), -1)
        if place.contingent_id is not None:
            _add(self.by_contingent, place.contingent_id, -1)
            if seeker.organisation is not None:
                _add(self.in_contingent, (place.contingent_id, seeker.organisation), -1)

    def free_in(self, category_id: int) -> int | None:
        """Return how many places anybody of a category may have; None: there is no limit.

        Places kept for the whole category count, those kept for a country or organisation do not.
        """
        limit = self.limits.get(category_id)
        own = UNLIMITED if limit is None else limit - self.by_category.get(category_id, 0)
        kept = sum(
            max(0, reserve.places - self.by_contingent.get(reserve.contingent_id, 0))
            for reserve in self.reserves
            if reserve.fits(Seeker(category_id))
        )
        free = max(0, min(own, self.open_to_all + kept))
        return None if free > UNLIMITED // 2 else free


def _add(counts: dict[_Key, int], key: _Key, number: int = 1) -> None:
    counts[key] = counts.get(key, 0) + number


def shared_out(number: int, shares: Mapping[int, int]) -> dict[int, int]:
    """Return how many of a number each share gets: largest remainders first, never more in sum.

    Shares are percentages by category id; what they leave of a hundred goes to nobody by name.
    """
    exact = {key: number * percent for key, percent in shares.items()}
    given = {key: value // 100 for key, value in exact.items()}
    rest = number * min(100, sum(shares.values())) // 100 - sum(given.values())
    for key in sorted(exact, key=lambda name: (-(exact[name] % 100), name))[:rest]:
        given[key] += 1
    return given
