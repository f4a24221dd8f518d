"""Why there is no badge."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoPlaceNoBadge(Conflict):
    """Only a confirmed place has a badge."""

    def __init__(self) -> None:
        super().__init__(Sentence("Only a confirmed place has a badge."))


class NoBadges(NotFound):
    """Nothing is left to print."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no badge to print: nobody is confirmed, or all stand."))
