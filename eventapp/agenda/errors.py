"""Why the programme refuses."""

from eventapp.errors import Conflict, Invalid, NotFound, Sentence


class NoSuchSession(NotFound):
    """The released programme has no such session."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session is not, or no longer, part of the programme."))


class ChangedMeanwhile(Conflict):
    """Somebody else saved the same thing since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Somebody changed this meanwhile. What you typed is still here. "
                "What stands now is shown beside it; save again to replace it."
            )
        )


class NothingToRelease(Conflict):
    """The draft has no session with a time."""

    def __init__(self) -> None:
        super().__init__(Sentence("No session has a time yet, so there is nothing to release."))


class EndsBeforeStart(Invalid):
    """A session would end before it begins."""

    def __init__(self) -> None:
        super().__init__(Sentence("The end must come after the beginning."), field="ends")
