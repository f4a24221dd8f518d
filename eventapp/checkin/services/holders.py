"""What is said of a badge's holder: how the badge stands, and what the door shows of them."""

from eventapp.badges.models import Badge
from eventapp.checkin.verdicts import Standing
from eventapp.registration.models import Registration, State

NO_PLACE_YET = (State.PENDING, State.WAITING, State.OFFERED)


def standing_of(badge: Badge, place: Registration) -> Standing:
    """Return how a badge stands, whatever was scanned before."""
    if badge.replaced_at is not None or badge.holder_no != place.holder_no:
        return Standing.REVOKED
    if place.state is State.CONFIRMED:
        return Standing.OK
    return Standing.WAITING if place.state in NO_PLACE_YET else Standing.CANCELLED


def holder_of(place: Registration) -> dict[str, str]:
    """Return what a device shows of the holder: name, organisation, category, language.

    `k` is the category's key, for entrances that are for some alone.
    """
    return {
        "n": place.full_name,
        "o": place.organisation_name,
        "c": place.category.name.into(place.language),
        "h": place.language,
        "k": place.category.key,
    }
