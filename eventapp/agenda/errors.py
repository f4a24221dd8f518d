"""Why the programme refuses."""

from eventapp.errors import Conflict, Invalid, NotFound, Sentence


class NoSuchSession(NotFound):
    """The released programme has no such session."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session is not, or no longer, part of the programme."))


class NothingReleased(NotFound):
    """No release was made yet, so there is nothing to hand out."""

    def __init__(self) -> None:
        super().__init__(Sentence("The programme is not released yet. Its booklet comes with it."))


class NoBooklet(Conflict):
    """The booklet could not be laid out or stored."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The booklet could not be made. All that stands in it is on the programme’s "
                "pages; try again later."
            )
        )


class ChangedMeanwhile(Conflict):
    """Somebody else saved the same thing since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Somebody changed this meanwhile. What you typed is still here. "
                "What stands now is shown beside it; save again to replace it."
            )
        )


class ChangedSinceSeen(Conflict):
    """Somebody changed the session between the look at it and the act."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Somebody changed this session since you opened the page. Nothing was done; "
                "open it again and see whether you still want to."
            )
        )


class ShownAlready(Conflict):
    """A release showed the session, so people may have it in their calendars."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The public has seen this session. It stays, and can be cancelled; "
                "calendars that hold it are told so."
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


class NoSuchRelease(NotFound):
    """The programme has no release of that number."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no release of this number."))


class ShownNow(Conflict):
    """The public sees that release already."""

    def __init__(self) -> None:
        super().__init__(Sentence("The public sees this release already; nothing was changed."))


class ToldAlready(Conflict):
    """Those concerned by a release were written to."""

    def __init__(self) -> None:
        super().__init__(Sentence("Those concerned were told of this release already."))


class GuestListOnly(Invalid):
    """Who comes to a session by guest list is chosen; nobody signs up."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("A session by guest list has no sign-up. Choose one of the two."),
            field="sign_up",
        )


class BlockInBlock(Invalid):
    """A talk belongs to one session, and that one to none."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "A talk cannot have talks of its own. Choose a session that stands for itself, "
                "and none while this one has talks."
            ),
            field="block",
        )
