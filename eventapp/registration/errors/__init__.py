"""Why a registration is refused: every reason, in a file for each subject."""

from eventapp.registration.errors.access_codes import (
    CodeTaken,
    CodeUsedUp,
    NoSuchCode,
)
from eventapp.registration.errors.asking import (
    ChoiceChosen,
    KindFixed,
    TooFewChoices,
)
from eventapp.registration.errors.invitations import (
    InvitationOver,
    InvitedAlready,
    RemindedAlready,
    WantsNoInvitations,
)
from eventapp.registration.errors.parties import (
    NotYourMember,
    OwnAddress,
    PartyFull,
)
from eventapp.registration.errors.places import (
    ContingentFull,
    FullByHand,
    OfferOver,
    ReasonMissing,
    ReleasedAlready,
)
from eventapp.registration.errors.reconfirmations import (
    DatePassed,
    NobodyToAsk,
    NotAsked,
)
from eventapp.registration.errors.self_service import (
    AddressTaken,
    EditsClosed,
    NamesFrozen,
    NoAddress,
    TooManyCodes,
    WrongMailedCode,
)
from eventapp.registration.errors.signing_up import (
    AlreadyRegistered,
    AnswerMissing,
    ConsentMissing,
    NoSuchCategory,
    RegistrationClosed,
    UnknownAnswer,
    UnknownConsent,
)
from eventapp.registration.errors.single_registration import (
    BothRegistered,
    LinkRevoked,
    NoSuchRegistration,
    NotHoldingAPlace,
    OtherContributor,
    PlaceOfPart,
    RegistrationErased,
    WrongState,
)

__all__ = [
    "AddressTaken",
    "AlreadyRegistered",
    "AnswerMissing",
    "BothRegistered",
    "ChoiceChosen",
    "CodeTaken",
    "CodeUsedUp",
    "ConsentMissing",
    "ContingentFull",
    "DatePassed",
    "EditsClosed",
    "FullByHand",
    "InvitationOver",
    "InvitedAlready",
    "KindFixed",
    "LinkRevoked",
    "NamesFrozen",
    "NoAddress",
    "NoSuchCategory",
    "NoSuchCode",
    "NoSuchRegistration",
    "NobodyToAsk",
    "NotAsked",
    "NotHoldingAPlace",
    "NotYourMember",
    "OfferOver",
    "OtherContributor",
    "OwnAddress",
    "PartyFull",
    "PlaceOfPart",
    "ReasonMissing",
    "RegistrationClosed",
    "RegistrationErased",
    "ReleasedAlready",
    "RemindedAlready",
    "TooFewChoices",
    "TooManyCodes",
    "UnknownAnswer",
    "UnknownConsent",
    "WantsNoInvitations",
    "WrongMailedCode",
    "WrongState",
]
