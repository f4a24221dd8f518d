"""Why the directory refuses."""

from eventapp.errors import Conflict, NotFound, Sentence


class HostAlready(Conflict):
    """An organisation stands behind the event once."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This organisation is already in the list of hosts. Edit its entry there."),
            field="organisation",
        )


class NoSuchExpert(Conflict):
    """Somebody at an information desk stands in the directory, under a name of their own."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Sentence(
                "The directory has nobody, or several people, of the name “%(name)s”.", name=name
            ),
            field="experts",
        )


class NoSuchDesk(NotFound):
    """The event has no such information desk."""

    def __init__(self) -> None:
        super().__init__(Sentence("This information desk does not exist."))


class OrganisationAlready(Conflict):
    """An organisation stands in the directory once, however its name is spelt."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Sentence("The directory already contains this organisation as “%(name)s”.", name=name),
            field="name",
        )


class RepresentativeElsewhere(Conflict):
    """One person would have to look after two organisations."""

    def __init__(self) -> None:
        super().__init__(Sentence("This person already represents another host."), field="email")


class RepresentsAlready(Conflict):
    """Somebody is in the team of a host once."""

    def __init__(self) -> None:
        super().__init__(Sentence("This person already represents this host."), field="email")


class TooManyTokens(Conflict):
    """A host has as many API tokens as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence(
                "There are already %(number)s tokens. End one that is no longer used.", number=most
            ),
            field="name",
        )
