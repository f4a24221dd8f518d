"""Why an event, a category or a role refuses."""

from eventapp.errors import Conflict, Invalid, NotFound, Sentence


class NoSuchEvent(NotFound):
    """No event has that address, or it is not published and the asker has no role there."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no event at this address."))


class SlugTaken(Conflict):
    """Another event, or a page of the program, has that address."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            Sentence("The address “%(slug)s” is already in use.", slug=slug), field="slug"
        )


class BadSlug(Invalid):
    """The address has other characters than small letters, digits and hyphens."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Please use 2 to 64 lower-case letters, digits and hyphens for the address."),
            field="slug",
        )


class LastOrganiser(Conflict):
    """The event would be left without anybody who may give roles."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "An event needs at least one organiser. Please invite another one before you "
                "remove this one."
            )
        )


class OwnAccount(Conflict):
    """Whoever blocked themselves could not undo it."""

    def __init__(self) -> None:
        super().__init__(Sentence("You cannot block your own account."))


class WorksElsewhere(Conflict):
    """An account is one for all events: who organises one of them does not decide for the rest."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This account also belongs to the team of an event that you do not organise. "
                "Please contact the operator of this website."
            )
        )


class HasThatRole(Conflict):
    """One person has a task at an event once."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This person already has that role. Please remove this one instead.")
        )
