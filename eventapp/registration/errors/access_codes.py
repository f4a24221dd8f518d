"""Why an access code opens nothing, or cannot be made."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoSuchCode(NotFound):
    """No such code, or it has ended: the same answer, so that nobody can try codes out."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This code is not valid. Please check the characters, or ask the person who gave "
                "it to you."
            ),
            field="access_code",
        )


class CodeUsedUp(Conflict):
    """As many people as the code is for have used it."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This code has already been used as often as it allows. Please ask the person "
                "who gave it to you."
            )
        )


class CodeTaken(Conflict):
    """The event has a code of these letters."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This code already exists. Please choose another one."), field="code"
        )
