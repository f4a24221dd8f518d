"""Why a registration is refused."""

from datetime import datetime

from eventapp.errors import Conflict, Expired, Invalid, NotFound, Sentence


class RegistrationClosed(Expired):
    """Visitors cannot register at this moment."""

    def __init__(self, opens_at: datetime | None = None) -> None:
        super().__init__(
            Sentence("Registration has not opened yet.")
            if opens_at
            else Sentence("Registration is closed.")
        )


class AlreadyRegistered(Conflict):
    """The address holds a live registration. Only programs and organisers are told."""

    code = "already-registered"

    def __init__(self) -> None:
        super().__init__(Sentence("This address is registered already."), field="email")


class NoSuchRegistration(NotFound):
    """There is no such registration at this event, or the asker may not see it."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no such registration."))


class NoSuchCategory(Invalid):
    """The event has no such category, or visitors may not choose it."""

    def __init__(self) -> None:
        super().__init__(Sentence("Choose one of the groups shown."), field="category")


class NotHoldingAPlace(Conflict):
    """The registration has ended, so nothing can be given up or changed."""

    def __init__(self) -> None:
        super().__init__(Sentence("This registration was cancelled already."))


class WrongState(Conflict):
    """The act does not fit the state the registration is in now."""

    def __init__(self) -> None:
        super().__init__(Sentence("This cannot be done in the state the registration is in now."))


class LinkRevoked(Expired):
    """The personal link was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This link was replaced. Fill in the form again to get your new one.")
        )


class ConsentMissing(Invalid):
    """A consent the event needs was not given."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Tick this box to go on."), field=f"consent_{key}")


class AnswerMissing(Invalid):
    """A question that must be answered was not."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("This is still missing."), field=f"q_{key}")


class UnknownAnswer(Invalid):
    """An answer is none of those to choose from, or its question is not asked."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Choose one of the answers shown."), field=f"q_{key}")


class ChangedMeanwhile(Conflict):
    """Somebody else saved the registration since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Somebody changed this registration meanwhile. Look at it again, then save.")
        )
