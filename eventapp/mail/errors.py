"""Why a letter is not sent."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoSuchLetter(NotFound):
    """There is no such letter at this event, or the asker may not see it."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no such letter."))


class OnItsWay(Conflict):
    """The letter waits to be sent, so a second one would say the same."""

    def __init__(self) -> None:
        super().__init__(Sentence("This letter is on its way already. Nothing was sent again."))


class NoLongerTrue(Conflict):
    """The participant stands elsewhere by now."""

    def __init__(self) -> None:
        super().__init__(Sentence("What this letter says no longer holds. Nothing was sent again."))
