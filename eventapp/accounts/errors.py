"""Why signing in, or changing how one signs in, is refused."""

from eventapp.errors import Conflict, Expired, Forbidden, Invalid, NotFound, Sentence

INCOMPLETE = Sentence("This is not a complete e-mail address, such as name@example.org.")


class BadAddress(Invalid):
    """The text is no e-mail address; the sentence says what is wrong with it."""

    def __init__(self, fault: Sentence = INCOMPLETE) -> None:
        super().__init__(fault, field="email")


class AccountBlocked(Conflict):
    """Nobody signs in with the account, so it can be given no task."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This account is blocked. Please have it unblocked first, by the organising team "
                "it works with or by the operator of this website."
            ),
            field="email",
        )


class LinkUsed(Expired):
    """The one-use link was used, or its time is over."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This link has already been used or has expired. Please request a new one.")
        )


class OtherBrowser(Forbidden):
    """The link was asked for in another browser: whoever reads the e-mail is not who asked."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This link works only in the browser in which it was requested. Open it there, "
                "or request a new one here."
            )
        )


class SecondFactorFirst(Conflict):
    """A password alone is too little; the second factor comes first."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Please turn on the second factor first; a password works only together with it."
            )
        )


class NoSuchLink(NotFound):
    """The link was never ours."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This link is incomplete. Please copy the whole link from the e-mail.")
        )


class NoSuchToken(NotFound):
    """No token has that number."""

    def __init__(self) -> None:
        super().__init__(Sentence("This token does not exist."))


class NoSuchSignIn(NotFound):
    """The sign-in is over already, or somebody else's."""

    def __init__(self) -> None:
        super().__init__(Sentence("This device is already signed out."))


class WrongPassword(Invalid):
    """Address and password do not belong together; which of both is wrong is not said."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "E-mail address and password do not match. After several failed attempts, "
                "passwords from a new device are refused for a while; a link by e-mail works at "
                "any time."
            ),
            field="password",
        )


class TooManyAttempts(Conflict):
    """Codes from there rest after many wrong ones; said only to who knows the first factor."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Too many wrong codes. Please wait a while, or sign in with a passkey, by a link "
                "in an e-mail, or on a device you have used before."
            ),
            field="code",
        )


class WrongCode(Invalid):
    """The six digits are wrong, used, or from another minute."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This code is not correct. Please enter the one your app shows now."),
            field="code",
        )


class WeakPassword(Invalid):
    """The password is too short."""

    def __init__(self) -> None:
        super().__init__(Sentence("Please use at least 12 characters."), field="password")


class PasskeyRefused(Invalid):
    """The device's answer does not prove what was asked: another key, site, browser or moment."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This passkey could not be verified. Nothing was changed; please try again.")
        )


class PasskeyKnown(Conflict):
    """The device's key is stored already."""

    def __init__(self) -> None:
        super().__init__(Sentence("This passkey is already saved."))


class NoSuchPasskey(NotFound):
    """The user has no such passkey."""

    def __init__(self) -> None:
        super().__init__(Sentence("This passkey does not exist."))
