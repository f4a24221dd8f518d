"""Why a contributor cannot be replaced, or a substitution be undone."""

from eventapp.errors import Conflict, Sentence


class AlreadyReplaced(Conflict):
    """Somebody was faster: the part is no longer that person's."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Nothing was changed, as somebody else has changed this role in the meantime.")
        )


class AlreadyTakesPart(Conflict):
    """The successor has that very part in the session already."""

    def __init__(self, name: str) -> None:
        super().__init__(Sentence("%(name)s already has the same role in this session.", name=name))


class MovedOn(Conflict):
    """The part was changed since, or undone already: there is no way back."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This can no longer be undone, as the role has been changed since then.")
        )
