"""Why somebody cannot be registered or changed by another participant."""

from eventapp.errors import Conflict, Invalid, Sentence


class OwnAddress(Invalid):
    """The address typed for somebody else is the participant's own."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This is your own address. Leave the field empty; the e-mail will then be sent "
                "to you."
            ),
            field="email",
        )


class PartyFull(Conflict):
    """The category allows no more people beside the participant."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("You have registered as many people as your category allows."), field="bond"
        )


class NotYourMember(Conflict):
    """The place is its owner's alone by now."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This person now manages the registration themselves; only they can change it."
            )
        )
