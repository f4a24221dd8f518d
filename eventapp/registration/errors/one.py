"""Why one registration cannot be found, opened or changed."""

from eventapp.errors import Conflict, Expired, NotFound, Sentence


class NoSuchRegistration(NotFound):
    """There is no such registration at this event, or the asker may not see it."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no such registration."))


class LinkRevoked(Expired):
    """The personal link was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This link was replaced. Fill in the form again to get your new one.")
        )


class RegistrationErased(Expired):
    """The registration's data was erased: no link opens it any more."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The data of this registration was erased. This link opens nothing any more.")
        )


class ChangedMeanwhile(Conflict):
    """Somebody else saved the registration since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Somebody changed this registration meanwhile. Look at it again, then save.")
        )


class WrongState(Conflict):
    """The act does not fit the state the registration is in now."""

    def __init__(self) -> None:
        super().__init__(Sentence("This cannot be done in the state the registration is in now."))


class NotHoldingAPlace(Conflict):
    """The registration has ended, so nothing can be given up or changed."""

    def __init__(self) -> None:
        super().__init__(Sentence("This registration was cancelled already."))
