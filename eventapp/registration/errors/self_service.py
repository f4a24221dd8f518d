"""Why participants cannot change something themselves."""

from eventapp.errors import Conflict, Expired, Invalid, Sentence


class NoAddress(Conflict):
    """The registration has no address an e-mail could go to."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("We do not have an e-mail address for you. Please contact the organisers.")
        )


class TooManyCodes(Conflict):
    """Codes were asked for too often."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Several codes have already been sent. Please wait an hour before requesting "
                "another one."
            )
        )


class WrongMailedCode(Invalid):
    """The digits are not those of the e-mail, or the e-mail is too old."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This is not the code from our latest e-mail, or it has expired."),
            field="code",
        )


class AddressTaken(Conflict):
    """The new address cannot be used at this event."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This address cannot be used here. Please use another one."), field="email"
        )


class EditsClosed(Expired):
    """The deadline for corrections by participants has passed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The deadline for corrections has passed. Please write to the organisers.")
        )


class NamesFrozen(Expired):
    """The building has its list of names."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The list of names has already been sent to the venue. Please write to the "
                "organisers."
            )
        )
