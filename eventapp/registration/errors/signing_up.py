"""Why somebody cannot register, or an answer cannot be taken."""

from datetime import datetime

from eventapp.errors import Conflict, Expired, Invalid, Sentence


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
        super().__init__(Sentence("This address is already registered."), field="email")


class NoSuchCategory(Invalid):
    """The event has no such category, or visitors may not choose it."""

    def __init__(self) -> None:
        super().__init__(Sentence("Please choose one of the categories shown."), field="category")


class ConsentMissing(Invalid):
    """A consent the event needs was not given."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Please tick this box to continue."), field=f"consent_{key}")


class UnknownConsent(Invalid):
    """The event asks for no such consent."""

    def __init__(self, key: str) -> None:
        super().__init__(
            Sentence("This event does not ask for this consent."), field=f"consent_{key}"
        )


class AnswerMissing(Invalid):
    """A question that must be answered was not."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("This is still missing."), field=f"q_{key}")


class UnknownAnswer(Invalid):
    """An answer is none of those to choose from, or its question is not asked."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Please choose one of the answers shown."), field=f"q_{key}")
