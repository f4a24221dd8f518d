"""Why a participant cannot sign up for a session."""

from eventapp.errors import Conflict, Expired, NotFound, Sentence
from eventapp.orm import Translated


class NoPlaceAtEvent(Conflict):
    """Only who comes to the event can take a place at its sessions."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Sessions are open to people with a confirmed place at the event.")
        )


class WithoutSignUp(Conflict):
    """Nobody signs up for the session."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session is without sign-up: just come."))


class SignUpClosed(Conflict):
    """The organisers take no more people."""

    def __init__(self) -> None:
        super().__init__(Sentence("Sign-up for this session is closed."))


class HasBegun(Expired):
    """The session has begun or is over."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session has begun, so its list is closed."))


class FallsThrough(Conflict):
    """The session does not take place."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session does not take place."))


class ForOtherGroups(Conflict):
    """The participant's group may not sign up."""

    def __init__(self) -> None:
        super().__init__(Sentence("Sign-up for this session is open to other groups."))


class SignedUpElsewhere(Conflict):
    """The participant is signed up, or waits, for another session at that time."""

    def __init__(self, title: Translated) -> None:
        super().__init__(
            Sentence(
                "You are signed up for “%(title)s” at the same time. Give that up first.",
                title=title,
            )
        )
        self.told_of = Sentence("Signed up for “%(title)s” at the same time.", title=title)
        """The same, to whoever acts for them."""


class OwnPartElsewhere(Conflict):
    """The participant has a part in another session at that time."""

    def __init__(self, title: Translated) -> None:
        super().__init__(Sentence("You have a part in “%(title)s” at the same time.", title=title))
        self.told_of = Sentence("Has a part in “%(title)s” at the same time.", title=title)
        """The same, to whoever acts for them."""


class NotSignedUp(NotFound):
    """The participant has no place there and does not wait for one."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no such sign-up; it was given up already."))


class RoomTooSmall(Conflict):
    """More people have a place at a session than its new room has seats."""

    def __init__(self, signed_up: int, seats: int, *, by_hand: int | None) -> None:
        follows = Sentence(
            "%(signed_up)s are signed up, the room seats %(seats)s. Nobody loses a place if you "
            "move the session there, and nobody new gets one until it fits.",
            signed_up=signed_up,
            seats=seats,
        )
        stays = Sentence(
            "%(signed_up)s are signed up, the room seats %(seats)s. Nobody loses a place if you "
            "move the session there. That it has %(places)s places was set by hand and stays so.",
            signed_up=signed_up,
            seats=seats,
            places=by_hand,
        )
        super().__init__(follows if by_hand is None else stays, field="accept_fewer_seats")
