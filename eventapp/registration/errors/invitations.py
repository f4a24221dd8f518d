"""Why a personal invitation is not sent or answered."""

from eventapp.errors import Conflict, Expired, Sentence


class InvitationOver(Expired):
    """The invitation was answered or taken back."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This invitation has already been answered, or it has been withdrawn. If you "
                "accepted it, the link in the e-mail that followed opens your registration."
            )
        )


class InvitedAlready(Conflict):
    """The address has an invitation."""

    def __init__(self) -> None:
        super().__init__(Sentence("This address has already been invited."), field="email")


class RemindedAlready(Conflict):
    """Nobody is written to twice a day about the same invitation."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This invitation has been sent within the last day. Please try again tomorrow."
            )
        )


class WantsNoInvitations(Conflict):
    """The address refused more invitations to this event."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This address has unsubscribed from invitations and reminders for this event."
            ),
            field="email",
        )
