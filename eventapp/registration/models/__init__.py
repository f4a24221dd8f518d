"""The tables of registration, one module a matter."""

from eventapp.registration.models.access_codes import AccessCode
from eventapp.registration.models.bookmarks import KeptSession
from eventapp.registration.models.contingents import Contingent, ContingentShare
from eventapp.registration.models.invitations import Invitation, InvitationState
from eventapp.registration.models.mailed_codes import CodePurpose, MailedCode
from eventapp.registration.models.offers import Offer, Outcome
from eventapp.registration.models.parties import Bond, PartyMember
from eventapp.registration.models.promotions import Promotion
from eventapp.registration.models.questions import (
    Answer,
    Consent,
    ConsentGiven,
    ConsentText,
    Question,
    QuestionCategory,
    QuestionChoice,
    QuestionKind,
)
from eventapp.registration.models.reconfirmations import (
    Reconfirmation,
    Reconfirming,
    StillComing,
)
from eventapp.registration.models.registration import (
    ENDED,
    HIGHEST_PRIORITY,
    HOLDING,
    OWN_CATEGORIES,
    Registration,
    Skipped,
    Source,
    State,
    new_reference,
)
from eventapp.registration.models.session_places import SessionPlace, SessionPlaceState
from eventapp.registration.models.substitutions import HandTask, PlaceAfter, Substitution

__all__ = [
    "ENDED",
    "HIGHEST_PRIORITY",
    "HOLDING",
    "OWN_CATEGORIES",
    "AccessCode",
    "Answer",
    "Bond",
    "CodePurpose",
    "Consent",
    "ConsentGiven",
    "ConsentText",
    "Contingent",
    "ContingentShare",
    "HandTask",
    "Invitation",
    "InvitationState",
    "KeptSession",
    "MailedCode",
    "Offer",
    "Outcome",
    "PartyMember",
    "PlaceAfter",
    "Promotion",
    "Question",
    "QuestionCategory",
    "QuestionChoice",
    "QuestionKind",
    "Reconfirmation",
    "Reconfirming",
    "Registration",
    "SessionPlace",
    "SessionPlaceState",
    "Skipped",
    "Source",
    "State",
    "StillComing",
    "Substitution",
    "new_reference",
]
