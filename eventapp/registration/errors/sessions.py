"""Why a participant cannot sign up for a session."""

from eventapp.errors import Conflict, Expired, NotFound, Sentence
from eventapp.orm import Translated


class NoPlaceAtEvent(Conflict):
    """Only who comes to the event can take a place at its sessions."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Only people with a confirmed place at the event can book sessions.")
        )


class WithoutSignUp(Conflict):
    """Nobody signs up for the session."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session needs no booking; you can simply attend."))


class SignUpClosed(Conflict):
    """The organisers take no more people."""

    def __init__(self) -> None:
        super().__init__(Sentence("Bookings for this session are closed."))


class HasBegun(Expired):
    """The session has begun or is over."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session has already begun and can no longer be booked."))


class FallsThrough(Conflict):
    """The session does not take place."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session does not take place."))


class ForOtherCategories(Conflict):
    """The participant's category may not sign up."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This session can be booked only by other categories of participants.")
        )


class SignedUpElsewhere(Conflict):
    """The participant is signed up, or waits, for another session at that time."""

    def __init__(self, title: Translated) -> None:
        super().__init__(
            Sentence(
                "You have booked “%(title)s” at the same time. Please cancel that booking first.",
                title=title,
            )
        )
        self.told_of = Sentence("Has booked “%(title)s” at the same time.", title=title)
        """The same, to whoever acts for them."""


class OwnPartElsewhere(Conflict):
    """The participant has a part in another session at that time."""

    def __init__(self, title: Translated) -> None:
        super().__init__(Sentence("You contribute to “%(title)s” at the same time.", title=title))
        self.told_of = Sentence("Contributes to “%(title)s” at the same time.", title=title)
        """The same, to whoever acts for them."""


class NotSignedUp(NotFound):
    """The participant has no place there and does not wait for one."""

    def __init__(self) -> None:
        super().__init__(Sentence("This booking does not exist, or it has already been cancelled."))


class RoomTooSmall(Conflict):
    """More people have a place at a session than its new room has seats."""

    def __init__(self, signed_up: int, seats: int, *, by_hand: int | None) -> None:
        follows = Sentence(
            "%(signed_up)s people have booked, the room seats %(seats)s. Nobody loses a place if "
            "you move the session there, but no new places are given until the number fits.",
            signed_up=signed_up,
            seats=seats,
        )
        stays = Sentence(
            "%(signed_up)s people have booked, the room seats %(seats)s. Nobody loses a place if "
            "you move the session there. Its %(places)s places were set by hand and remain "
            "unchanged.",
            signed_up=signed_up,
            seats=seats,
            places=by_hand,
        )
        super().__init__(follows if by_hand is None else stays, field="accept_fewer_seats")
