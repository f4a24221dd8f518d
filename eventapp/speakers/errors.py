"""Why something about contributors and proposals is refused."""

from eventapp.errors import Conflict, Forbidden, Invalid, NotFound, Sentence


class TooManyMaterials(Conflict):
    """A session holds as many materials as it may."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence(
                "At most %(most)s files can be kept for a session. Please replace or remove one "
                "first.",
                most=most,
            )
        )
        self.field = "file"


class NoFileChosen(Invalid):
    """A material is its file, and none came."""

    def __init__(self) -> None:
        super().__init__(Sentence("Choose a file first."), field="file")


class NoSuchMaterial(NotFound):
    """There is no such file, or it is another person's."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no page at this address."))


class OnlyThePerson(Forbidden):
    """Nobody consents for somebody else."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Only the person can consent to recording and photographs, with the link of "
                "their own."
            )
        )


class TooManyProposals(Conflict):
    """Enough people are proposed for a session until the organisers have looked at them."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Several people are proposed for this session already. Please wait until the "
                "organisers have looked at them."
            )
        )


class NoCall(NotFound):
    """The event asks for no contributions."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no call for contributions at this event."))


class NoSuchProposal(NotFound):
    """There is no such proposal, or it was deleted."""

    def __init__(self) -> None:
        super().__init__(Sentence("This proposal does not exist or has been deleted."))


class CallClosed(Conflict):
    """The deadline has passed, or the team has decided."""

    def __init__(self) -> None:
        super().__init__(Sentence("Proposals can no longer be submitted or changed."))


class AnsweredAlready(Conflict):
    """The author knows the decision, so it stands."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The e-mail with this decision has been sent, so the decision stands.")
        )


class NotToDecide(Conflict):
    """A draft is its author's alone, and what was withdrawn is no longer offered."""

    def __init__(self) -> None:
        super().__init__(Sentence("Only submitted proposals can be accepted or declined."))


class TooManyFiles(Conflict):
    """A proposal has as many files as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence("At most %(most)s files can be added. Remove one first.", most=most),
            field="file",
        )
