"""Why an access code opens nothing, or cannot be made."""

from eventapp.errors import Conflict, NotFound, Sentence


class NoSuchCode(NotFound):
    """No such code, or it has ended: the same answer, so that nobody can try codes out."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This code opens nothing. Look at its letters again, or ask who gave it."),
            field="access_code",
        )


class CodeUsedUp(Conflict):
    """As many people as the code is for have used it."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("As many people as this code is for have registered with it. Ask who gave it.")
        )


class CodeTaken(Conflict):
    """The event has a code of these letters."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is a code of these letters already."), field="code")
