"""Why something about contributors and proposals is refused."""

from eventapp.errors import Conflict, Expired, Forbidden, Invalid, NotFound, Sentence


class NoSuchContributor(NotFound):
    """Nobody of that name contributes to the event."""

    def __init__(self) -> None:
        super().__init__(Sentence("Nobody with this address contributes to the event."))


class Unreachable(Conflict):
    """There is no address to which the e-mail could go."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Sentence(
                "%(name)s cannot be reached, as the directory has neither an e-mail address of the "
                "person nor one of an assistant to whom this e-mail goes.",
                name=name,
            )
        )


class NothingToInviteTo(Conflict):
    """The person has no part, or each of their parts is settled."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Sentence("There is no role to which %(name)s could be invited now.", name=name)
        )


class NotAsked(Conflict):
    """The organisers did not invite the person, or took the invitation back."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The organisers have withdrawn this invitation, or have not sent it yet.")
        )


class AnswerSettled(Expired):
    """The answer was confirmed, or somebody else was asked: organisers change it."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The organisers have already confirmed your answer. Please write to them if it has "
                "to change."
            )
        )


class NotAccepted(Conflict):
    """Only who accepted is confirmed."""

    def __init__(self, name: str) -> None:
        super().__init__(Sentence("%(name)s has not accepted.", name=name))


class FollowsNoSession(Invalid):
    """A file of an information desk cannot wait for the end of a session."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("A file of an information desk cannot be held back until a session is over.")
        )
        self.field = "visibility"


class TooManyMaterials(Conflict):
    """A session or an information desk holds as many materials as it may."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence(
                "At most %(most)s files can be kept here. Please replace or remove one first.",
                most=most,
            )
        )
        self.field = "file"


class NoFileChosen(Invalid):
    """A material is its file, and none came."""

    def __init__(self) -> None:
        super().__init__(Sentence("Please choose a file first."), field="file")


class NoSuchMaterial(NotFound):
    """There is no such file, or it is another person's."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no page at this address."))


class OnlyThePerson(Forbidden):
    """Nobody consents for somebody else."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Only the person can consent to recording and photographs, by their own link.")
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
            Sentence("The e-mail with this decision has been sent, so the decision is final.")
        )


class NotToDecide(Conflict):
    """A draft is its author's alone, and what was withdrawn is no longer offered."""

    def __init__(self) -> None:
        super().__init__(Sentence("Only submitted proposals can be accepted or declined."))


class TooManyFromAddress(Conflict):
    """More was proposed from an address within an hour than anybody writes."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Several proposals were made with this address within the last hour. Please "
                "continue with one of them by its link, or try again later."
            ),
            field="email",
        )


class TooManyFiles(Conflict):
    """A proposal has as many files as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence("At most %(most)s files can be added. Please remove one first.", most=most),
            field="file",
        )
