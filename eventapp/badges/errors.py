"""Why there is no badge."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoPlaceNoBadge(Conflict):
    """A badge requires a confirmed place."""

    def __init__(self) -> None:
        super().__init__(Sentence("A badge requires a confirmed place."))


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
