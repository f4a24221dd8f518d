"""Why a personal invitation is not sent or answered."""

from eventapp.errors import Conflict, Expired, Sentence


class InvitationOver(Expired):
    """The invitation was answered or taken back."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This invitation was answered already, or it was taken back. If you said yes, the "
                "link in the letter after it opens your page."
            )
        )


class InvitedAlready(Conflict):
    """The address has an invitation."""

    def __init__(self) -> None:
        super().__init__(Sentence("This address is invited already."), field="email")


class WantsNoInvitations(Conflict):
    """The address refused more invitations to this event."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This address wants no invitations and reminders for this event."),
            field="email",
        )
