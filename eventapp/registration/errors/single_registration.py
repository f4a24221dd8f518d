"""Why one registration cannot be found, opened or changed."""

from collections.abc import Sequence

from eventapp.errors import Conflict, Expired, NotFound, Sentence


class NoSuchRegistration(NotFound):
    """There is no such registration at this event, or the asker may not see it."""

    def __init__(self) -> None:
        super().__init__(Sentence("This registration does not exist."))


class LinkRevoked(Expired):
    """The personal link was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This link has been replaced. Submit the registration form again to receive the "
                "new one."
            )
        )


class RegistrationErased(Expired):
    """The registration's data was erased: no link opens it any more."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The data of this registration has been deleted. This link is no longer valid."
            )
        )


class WrongState(Conflict):
    """The act does not fit the state the registration is in now."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This is not possible in the current status of the registration.")
        )


class OtherContributor(Conflict):
    """The registration is that of somebody else in the directory, or the person has another one."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This registration belongs to another contributor, or this person has another one."
            )
        )


class BothRegistered(Conflict):
    """Two persons who are to become one have a registration each."""

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__(
            Sentence(
                "Both have a valid registration: %(which)s. Please cancel one of them first.",
                which=" · ".join(addresses),
            )
        )


class PlaceOfPart(Conflict):
    """A place that follows from a part in the programme is nobody else's."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This place belongs to a contribution to the programme and cannot be transferred. "
                "Please write to the organisers if somebody else is to take it over."
            )
        )


class NotHoldingAPlace(Conflict):
    """The registration has ended, so nothing can be given up or changed."""

    def __init__(self) -> None:
        super().__init__(Sentence("This registration has already been cancelled."))
