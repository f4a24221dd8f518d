"""Why there is no badge."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoPlaceNoBadge(Conflict):
    """Only a confirmed place has a badge."""

    def __init__(self) -> None:
        super().__init__(Sentence("Only a confirmed place has a badge."))


class NoBadges(Conflict):
    """Nothing is left to print."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "There is no badge to print: nobody meant here has a confirmed place, or every "
                "badge is printed already."
            )
        )


class FileIsGone(NotFound):
    """The file of a print run was removed after its time, or never existed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This file of badges is no longer kept. Make the PDF again if you need it.")
        )
