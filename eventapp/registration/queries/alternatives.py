"""What somebody could go to instead of a session that is full or falls through."""

from collections.abc import Iterable

from eventapp.agenda.items import Item, overlap
from eventapp.registration.queries.session_places import Offered

MOST = 3
"""More would be a programme, not an answer."""


def alternatives(offered: Iterable[Offered], item: Item) -> list[Offered]:
    """Return at most three sessions with places left that the participant may take.

    They are at the same time, on the same track or of the same kind, the nearest ones first.
    """
    near = [
        (_distance(offer.item, item), abs(offer.item.starts_at - item.starts_at), offer)
        for offer in offered
        if offer.item.id != item.id
        and offer.place is None
        and offer.refusal is None
        and not offer.full
    ]
    fit = sorted(
        (entry for entry in near if entry[0] is not None), key=lambda entry: (entry[0], entry[1])
    )
    return [offer for _, _, offer in fit[:MOST]]


def _distance(other: Item, item: Item) -> int | None:
    """Return how far a session is from another: 0 is at its time; None: nothing in common."""
    if overlap(other, item):
        return 0
    if item.track and other.track_key == item.track_key:
        return 1
    return 2 if other.kind == item.kind else None
