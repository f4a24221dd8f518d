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


class OwnPartElsewhere(Conflict):
    """The participant has a part in another session at that time."""

    def __init__(self, title: Translated) -> None:
        super().__init__(Sentence("You have a part in “%(title)s” at the same time.", title=title))


class NotSignedUp(NotFound):
    """The participant has no place there and does not wait for one."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no such sign-up; it was given up already."))
