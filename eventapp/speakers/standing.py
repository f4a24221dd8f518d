"""How far it is with a contributor: one word for the parts that the person has together."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from eventapp.agenda.models import ContributorState, SessionRole


class Standing(StrEnum):
    """How far it is with a person, over all their parts."""

    DRAFT = "draft"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"


IN_ORDER = (
    *(ContributorState.DRAFT, ContributorState.INVITED),
    *(ContributorState.ACCEPTED, ContributorState.CONFIRMED),
)


def settled_as(states: Collection[ContributorState]) -> ContributorState:
    """Return how far it is with the least settled of the parts; all declined: declined.

    A part that was declined stays beside another one that was not, and says nothing then.
    """
    return next((state for state in IN_ORDER if state in states), ContributorState.DECLINED)


def state_of(roles: Iterable[SessionRole]) -> ContributorState:
    """Return how far it is with these parts."""
    return settled_as({role.state for role in roles})


def standing_of(roles: Iterable[SessionRole], *, is_here: bool) -> Standing:
    """Return the same, or that the person is here; who declined does not arrive in that part."""
    state = state_of(roles)
    if is_here and state is not ContributorState.DECLINED:
        return Standing.ARRIVED
    return Standing(state.value)
