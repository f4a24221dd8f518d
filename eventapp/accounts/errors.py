"""Why signing in, or changing how one signs in, is refused."""

from eventapp.errors import Conflict, Expired, Invalid, NotFound, Sentence


class BadAddress(Invalid):
    """The text is no e-mail address."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This is not a complete e-mail address, such as name@example.org."),
            field="email",
        )


class LinkUsed(Expired):
    """The one-use link was used, or its time is over."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This link was used already, or its time is over. Ask for a new one.")
        )


class NoSuchLink(NotFound):
    """The link was never ours."""

    def __init__(self) -> None:
        super().__init__(Sentence("This link is not complete. Copy it whole from the letter."))


class WrongPassword(Invalid):
    """Address and password do not belong together; which of both is wrong is not said."""

    def __init__(self) -> None:
        super().__init__(Sentence("Address and password do not belong together."), field="password")


class TooManyAttempts(Conflict):
    """The account rests after many wrong passwords or codes."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Too many wrong attempts. Wait fifteen minutes, or ask for a link by letter.")
        )


class WrongCode(Invalid):
    """The six digits are wrong, used, or from another minute."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This code does not fit. Take the one your app shows now."), field="code"
        )


class WeakPassword(Invalid):
    """The password is too short."""

    def __init__(self) -> None:
        super().__init__(Sentence("Take at least 12 characters."), field="password")
