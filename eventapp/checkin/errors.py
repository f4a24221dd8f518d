"""Why a device is not let in, or a scan not taken."""

from eventapp.errors import Conflict, Expired, Forbidden, NotFound, Sentence, Unidentified


class NotEnrolled(Unidentified):
    """The request comes from no enrolled device."""

    code = "not_enrolled"

    def __init__(self) -> None:
        super().__init__(Sentence("This device is not enrolled. Ask an organiser for a code."))


class Revoked(Unidentified):
    """The device was shut out."""

    code = "revoked"

    def __init__(self) -> None:
        super().__init__(Sentence("This device was blocked. Ask an organiser."))


class Pending(Forbidden):
    """The device is enrolled and waits for an organiser's press."""

    code = "pending"

    def __init__(self) -> None:
        super().__init__(Sentence("An organiser must approve this device first."))


class ProfileTooNarrow(Forbidden):
    """The device's profile does not include this act."""

    code = "profile"

    def __init__(self) -> None:
        super().__init__(Sentence("Only devices of the help desk may enter codes by hand."))


class NoSuchEnrolment(NotFound):
    """The enrolment code is wrong or its time is over."""

    code = "unknown"

    def __init__(self) -> None:
        super().__init__(Sentence("This code is wrong or has expired after ten minutes."))


class EnrolmentUsed(Expired):
    """The enrolment code made a device a device already."""

    code = "used"

    def __init__(self) -> None:
        super().__init__(Sentence("This code was used by another device. Ask for a new one."))


class NumberUsed(Conflict):
    """The device sent another scan under this number before: a copied device, or a fault."""

    code = "conflict"

    def __init__(self) -> None:
        super().__init__(
            Sentence("The number of this scan was used before. Enrol the device again.")
        )
