"""Why an e-mail is not sent."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoSuchEmail(NotFound):
    """There is no such e-mail at this event, or the asker may not see it."""

    def __init__(self) -> None:
        super().__init__(Sentence("This e-mail does not exist."))


class OnItsWay(Conflict):
    """The e-mail waits to be sent, so a second one would say the same."""

    def __init__(self) -> None:
        super().__init__(Sentence("This e-mail is already in the outbox. It was not sent again."))


class NoLongerTrue(Conflict):
    """The participant stands elsewhere by now."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The content of this e-mail is no longer up to date. It was not sent again.")
        )
