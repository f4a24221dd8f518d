"""Why there is no badge."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoPlaceNoBadge(Conflict):
    """A badge requires a confirmed place."""

    def __init__(self) -> None:
        super().__init__(Sentence("A badge requires a confirmed place."))


class NoCodeYet(Conflict):
    """A place was given a moment ago; its code follows within a minute."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The code for this place is being created. Please try again in a minute.")
        )


class NoBadges(Conflict):
    """Nothing is left to print."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "There is no badge to print: none of these people has a confirmed place, or every "
                "badge has been printed already."
            )
        )


class FileIsGone(NotFound):
    """The file of a print run was removed after its time, or never existed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This badge file is no longer available. Create the PDF again if you need it.")
        )


class NoKeyLeft(Conflict):
    """Every number that a code can name is used."""

    def __init__(self) -> None:
        super().__init__(Sentence("This event has used all of its 15 keys for badges."))


class NoSuchKey(NotFound):
    """No badge of the event is signed with it, or it is retired already."""

    def __init__(self, kid: int) -> None:
        super().__init__(
            Sentence("This event has no key %(number)s that is still valid.", number=kid)
        )
