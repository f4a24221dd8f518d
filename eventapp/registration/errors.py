"""Why a registration is refused."""

from datetime import datetime

from eventapp.errors import Conflict, Expired, Invalid, NotFound, Sentence


class RegistrationClosed(Expired):
    """Visitors cannot register at this moment."""

    def __init__(self, opens_at: datetime | None = None) -> None:
        super().__init__(
            Sentence("Registration has not opened yet.")
            if opens_at
            else Sentence("Registration is closed.")
        )


class AlreadyRegistered(Conflict):
    """The address holds a live registration. Only programs and organisers are told."""

    code = "already-registered"

    def __init__(self) -> None:
        super().__init__(Sentence("This address is registered already."), field="email")


class NoSuchRegistration(NotFound):
    """There is no such registration at this event, or the asker may not see it."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no such registration."))


class NoSuchCategory(Invalid):
    """The event has no such category, or visitors may not choose it."""

    def __init__(self) -> None:
        super().__init__(Sentence("Choose one of the groups shown."), field="category")


class NotHoldingAPlace(Conflict):
    """The registration has ended, so nothing can be given up or changed."""

    def __init__(self) -> None:
        super().__init__(Sentence("This registration was cancelled already."))


class WrongState(Conflict):
    """The act does not fit the state the registration is in now."""

    def __init__(self) -> None:
        super().__init__(Sentence("This cannot be done in the state the registration is in now."))


class ReasonMissing(Invalid):
    """A place beyond those there are is given with a reason alone."""

    def __init__(self) -> None:
        words = Sentence("No place is free. Write why there shall be one all the same.")
        super().__init__(words, field="reason")


class LinkRevoked(Expired):
    """The personal link was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This link was replaced. Fill in the form again to get your new one.")
        )


class ConsentMissing(Invalid):
    """A consent the event needs was not given."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Tick this box to go on."), field=f"consent_{key}")


class UnknownConsent(Invalid):
    """The event asks for no such consent."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Nobody asks for this consent."), field=f"consent_{key}")


class AnswerMissing(Invalid):
    """A question that must be answered was not."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("This is still missing."), field=f"q_{key}")


class UnknownAnswer(Invalid):
    """An answer is none of those to choose from, or its question is not asked."""

    def __init__(self, key: str) -> None:
        super().__init__(Sentence("Choose one of the answers shown."), field=f"q_{key}")


class ChangedMeanwhile(Conflict):
    """Somebody else saved the registration since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Somebody changed this registration meanwhile. Look at it again, then save.")
        )


class OfferOver(Expired):
    """The deadline of an offer passed and the place went on."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The time for this offer is over, and the place went to the next. You keep waiting "
                "and get an offer again when a place is free."
            )
        )


class ReleasedAlready(Conflict):
    """The contingent keeps no places any more."""

    def __init__(self) -> None:
        super().__init__(Sentence("This contingent was released already."))


class NoAddress(Conflict):
    """The registration has no address a letter could go to."""

    def __init__(self) -> None:
        super().__init__(Sentence("We have no address of yours; please ask the organisers."))


class TooManyCodes(Conflict):
    """Codes were asked for too often."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Several codes are on their way already. Wait an hour, then ask again.")
        )


class WrongMailedCode(Invalid):
    """The digits are not those of the letter, or the letter is too old."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This is not the code of our latest letter, or it is too old."), field="code"
        )


class AddressTaken(Conflict):
    """The new address cannot be used at this event."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This address cannot be used here. Choose another one."), field="email"
        )


class EditsClosed(Expired):
    """The deadline for corrections by participants has passed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("The time for corrections is over. Please write to the organisers.")
        )


class NamesFrozen(Expired):
    """The building has its list of names."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The list of names is with the building already. Please write to the organisers."
            )
        )


class InvitationOver(Expired):
    """The invitation was answered or taken back."""

    def __init__(self) -> None:
        super().__init__(Sentence("This invitation was answered already, or it was taken back."))


class InvitedAlready(Conflict):
    """The address has an invitation."""

    def __init__(self) -> None:
        super().__init__(Sentence("This address is invited already."), field="email")


class OwnAddress(Invalid):
    """The address typed for somebody else is the participant's own."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This is your own address. Leave it empty: their letter then goes to you."),
            field="email",
        )


class PartyFull(Conflict):
    """The group allows no more people beside the participant."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("You have registered as many people as your group allows."), field="bond"
        )


class NotYourMember(Conflict):
    """The place is its owner's alone by now."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This place is in its owner’s hands by now; only they can change it.")
        )


class NoSuchCode(NotFound):
    """No such code, or it has ended: the same answer, so that nobody can try codes out."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This code opens nothing. Look at its letters again, or ask who gave it."),
            field="access_code",
        )


class CodeUsedUp(Conflict):
    """As many people as the code is for have used it."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("As many people as this code is for have registered with it. Ask who gave it.")
        )


class CodeTaken(Conflict):
    """The event has a code of these letters."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is a code of these letters already."), field="code")


class NobodyToAsk(Conflict):
    """No confirmed place is there to ask about."""

    def __init__(self) -> None:
        super().__init__(Sentence("Nobody has a confirmed place in these groups."))


class DatePassed(Invalid):
    """The date to answer by has passed."""

    def __init__(self) -> None:
        super().__init__(Sentence("This moment has passed. Choose a later one."), field="answer_by")


class NotAsked(Conflict):
    """Nobody asked the participant whether they still come, or the place is gone."""

    def __init__(self) -> None:
        super().__init__(Sentence("There is no question for you to answer any more."))
