"""Why the programme refuses."""

from eventapp.changes import BY_BOTH
from eventapp.errors import Conflict, Invalid, NotFound, Sentence


class NoSuchSession(NotFound):
    """The released programme has no such session."""

    def __init__(self) -> None:
        super().__init__(Sentence("This session is not, or no longer, part of the programme."))


class NothingReleased(NotFound):
    """No release was made yet, so there is nothing to hand out."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The programme has not been published yet. The booklet will be available with it."
            )
        )


class NoBooklet(Conflict):
    """The booklet could not be laid out or stored."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The booklet could not be created. Everything in it is also on the programme "
                "pages. Please try again later."
            )
        )


class ChangedMeanwhile(Conflict):
    """Somebody else saved the same thing since the page was opened."""

    def __init__(self) -> None:
        super().__init__(BY_BOTH)


class ChangedSinceSeen(Conflict):
    """Somebody changed the session between the look at it and the act."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Somebody else has changed this session since you opened the page. Your action was "
                "not carried out. Please open it again and check whether you still want it."
            )
        )


class ShownAlready(Conflict):
    """A release showed the session, so people may have it in their calendars."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This session has been published. It stays and can be cancelled; calendars that "
                "contain it are updated."
            )
        )


class NothingToRelease(Conflict):
    """The draft has no session with a time."""

    def __init__(self) -> None:
        super().__init__(Sentence("No session has a time yet, so there is nothing to publish."))


class DraftChanged(Conflict):
    """The public would see something else than was looked at before publishing."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "What would be published has changed since you opened this page. Nothing was "
                "published. Check what is marked as new, then publish again."
            )
        )


class EndsBeforeStart(Invalid):
    """A session would end before it begins."""

    def __init__(self) -> None:
        super().__init__(Sentence("The end must come after the beginning."), field="ends_at")


class EndsWithoutStart(Invalid):
    """A session would have an end alone."""

    def __init__(self) -> None:
        super().__init__(Sentence("The beginning is missing."), field="starts_at")


class NoSuchRelease(NotFound):
    """The programme has no release of that number."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no version with this number."))


class ShownNow(Conflict):
    """The public sees that release already."""

    def __init__(self) -> None:
        super().__init__(Sentence("This version is already public; nothing was changed."))


class ToldAlready(Conflict):
    """Those concerned by a release were written to."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The people concerned have already been informed of this version.")
        )


class GuestListOnly(Invalid):
    """Who comes to a session by guest list is chosen; nobody signs up."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("A session by guest list cannot be booked. Choose one of the two."),
            field="sign_up",
        )


class BlockInBlock(Invalid):
    """A talk belongs to one session, and that one to none."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "A talk cannot contain talks itself. Choose a session that is not itself a talk, "
                "or none while this session contains talks."
            ),
            field="block",
        )


class ProposalOver(Conflict):
    """The proposed time was answered or withdrawn."""

    def __init__(self) -> None:
        super().__init__(Sentence("This proposal has already been answered or withdrawn."))


class NotYourPerson(Conflict):
    """A host names its own people, and takes nobody else out of a session."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("You can name only people of your own organisation. Please ask the team."),
            field="person",
        )
