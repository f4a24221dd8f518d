"""Tables of contributors, of what they show and hand out, and of what was proposed."""

from eventapp.speakers.models.contributors import AnsweredAs, Contributor, SpeakingLink
from eventapp.speakers.models.materials import Material, MaterialVersion, Visibility
from eventapp.speakers.models.proposals import (
    BEST,
    CallForProposals,
    Proposal,
    ProposalAuthor,
    ProposalFile,
    ProposalReview,
    ProposalState,
)

__all__ = [
    "BEST",
    "AnsweredAs",
    "CallForProposals",
    "Contributor",
    "Material",
    "MaterialVersion",
    "Proposal",
    "ProposalAuthor",
    "ProposalFile",
    "ProposalReview",
    "ProposalState",
    "SpeakingLink",
    "Visibility",
]
