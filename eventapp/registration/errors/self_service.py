"""Why participants cannot change something themselves."""

from eventapp.errors import Conflict, Expired, Invalid, Sentence


class NoAddress(Conflict):
    """The registration has no address a letter could go to."""

    def __init__(self) -> None:
        super().__init__(Sentence("We have no address of yours; please ask the organisers."))


class TooManyCodes(Conflict):
    """Codes were asked for too often."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Several codes are on their way already. Wait an hour, then ask again.")
        )


class WrongMailedCode(Invalid):
    """The digits are not those of the letter, or the letter is too old."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This is not the code of our latest letter, or it is too old."), field="code"
        )


class AddressTaken(Conflict):
    """The new address cannot be used at this event."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This address cannot be used here. Choose another one."), field="email"
        )


class EditsClosed(Expired):
    """The deadline for corrections by participants has passed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The time for corrections is over. Please write to the organisers.")
        )


class NamesFrozen(Expired):
    """The building has its list of names."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The list of names is with the building already. Please write to the organisers."
            )
        )
